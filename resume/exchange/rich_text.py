"""The HTML of a rich text editor, or a text with marked lines, as Markdown."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from typing import NamedTuple

#: Plain text may have angle brackets, too: List<String>.
IS_HTML = re.compile(r"</[a-z]|<(?:br|hr|p)\b", re.IGNORECASE)
ITEM = re.compile(r"\s*(?:[•▪▸‣●◦○■·✓]|[-–—*](?=\s))\s*(.*)")
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "s": "~~", "code": "`"}
BLOCKS = re.compile("p|div|blockquote|pre|tr|table|ul|ol|hr|h[1-6]")


class Block(NamedTuple):
    is_item: bool  # of a list, otherwise a paragraph
    text: str


def read(text: str) -> list[Block]:
    """Its paragraphs, and the items of its lists, in their order."""
    if IS_HTML.search(text):
        reader = _Reader()
        reader.feed(text)
        reader.close()
        blocks = reader.blocks
    else:
        blocks = _plain(text)
    found = (Block(is_item, _lines(part)) for is_item, part in blocks)
    return [block for block in found if block.text]


def split(blocks: Sequence[Block]) -> tuple[str, list[str]]:
    """Its paragraphs, and its items."""
    prose = to_markdown([block for block in blocks if not block.is_item])
    return prose, [block.text for block in blocks if block.is_item]


def to_markdown(blocks: Sequence[Block]) -> str:
    text, was_item = "", False
    for is_item, part in blocks:
        between = "\n" if is_item and was_item else "\n\n"
        text += (between if text else "") + (f"- {part}" if is_item else part)
        was_item = is_item
    return text


def _plain(text: str) -> list[tuple[bool, str]]:
    blocks = [(False, "")]
    for line in text.splitlines():
        was_item, before = blocks[-1]
        if item := ITEM.fullmatch(line):
            blocks.append((True, item[1]))
        elif line.strip() and before and not was_item:
            blocks[-1] = (False, f"{before}\n{line}")
        else:
            blocks.append((False, line))
    return blocks


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(filter(None, lines))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[bool, str]] = [(False, "")]
        self._items = 0  # that are open
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "li":
            self._items += 1
            self._begin()
        elif BLOCKS.fullmatch(tag) and not self._items:
            self._begin()
        elif BLOCKS.fullmatch(tag) or tag == "br":
            self._add("\n")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self._add("[" if self._links[-1] else "")
        else:
            self._add(MARKS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "li":
            self._items = max(0, self._items - 1)
            self._begin()
        elif BLOCKS.fullmatch(tag) and not self._items:
            self._begin()
        elif tag == "a" and self._links:
            href = self._links.pop()
            self._close("[", f"]({href})" if href else "")
        elif tag in MARKS:
            self._close(MARKS[tag], MARKS[tag])

    def handle_data(self, data: str) -> None:
        self._add(re.sub(r"\s", " ", data))

    def _begin(self) -> None:
        self.blocks.append((self._items > 0, ""))

    def _add(self, text: str) -> None:
        is_item, before = self.blocks[-1]
        self.blocks[-1] = (is_item, before + text)

    def _close(self, opening: str, closing: str) -> None:
        """Markdown's marks stand at a word, and around something."""
        is_item, before = self.blocks[-1]
        text = before.rstrip()
        space = before[len(text) :]
        if closing and text.endswith(opening):
            text, closing = text.removesuffix(opening), ""
        self.blocks[-1] = (is_item, text + closing + space)
