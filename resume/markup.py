"""Markdown and HTML in a document's texts: as safe HTML, and as plain text.

JSON Resume has plain text, but people write Markdown into it, and exporters HTML.
"""

import re
from functools import cache, lru_cache
from html import unescape

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {"a", "br", "code", "em", "li", "ol", "p", "s", "strong", "ul"}
#: Tags of the markup that editors export. Other things in angle brackets are text.
TAG = re.compile(
    r"</?(?:a|abbr|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|img|li|mark|ol|p|pre|s"
    r"|small|span|strong|strike|sub|sup|table|tbody|td|th|thead|tr|u|ul)"
    r"""(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>"']+))*\s*/?>""",
    re.IGNORECASE,
)
BREAK = re.compile(r"<(?:br|hr)\s*/?>|</(?:p|div|h[1-6]|tr|ul|ol)>", re.IGNORECASE)
ITEM = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
#: Characters in which Markdown is read: what it costs grows faster than the text.
LONGEST = 20_000
#: Texts that a process renders once: those of a long résumé.
KEPT = 4096
#: Names in code, which are no emphasis: __init__.
DUNDER = re.compile(r"(?<!\w)__(\w+)__(?!\w)")


@lru_cache(maxsize=KEPT)
def to_html(text: str) -> str:
    """Paragraphs, lists, emphasis, code and links; everything else as text."""
    return _clean(_parser(text).render(_without_tags(text))).strip()


@lru_cache(maxsize=KEPT)
def to_inline_html(text: str) -> str:
    """The same without paragraphs and lists, for what is a line or an item."""
    lines = _without_tags(text).strip().splitlines()
    return "<br>".join(_clean(_parser(line).renderInline(line)) for line in lines)


def tokens(text: str) -> list[Token]:
    """What ``to_html`` renders."""
    return _parser(text).parse(_without_tags(text))


def line_tokens(text: str) -> list[list[Token]]:
    """What ``to_inline_html`` renders, of each line."""
    lines = map(str.strip, _without_tags(text).splitlines())
    return [_parser(line).parseInline(line) for line in lines if line]


@lru_cache(maxsize=KEPT)
def to_text(text: str) -> str:
    """What a reader of ``to_html`` reads; its lines are those of the text."""
    if not re.search(r"[*_`\[<&\\~]", text):
        return text
    lines = _without_tags(text).splitlines()
    return "\n".join(_plain(line) for line in lines)


def _plain(line: str) -> str:
    return unescape(nh3.clean(_parser(line).renderInline(line), tags=set()))


def _without_tags(text: str) -> str:
    text = BREAK.sub("\n", ITEM.sub("\n- ", unescape(text)))
    return DUNDER.sub(r"\_\_\1\_\_", TAG.sub("", text))


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        link_rel="noopener",
    )


def _parser(text: str) -> MarkdownIt:
    return _parsers()[len(text) > LONGEST]


@cache
def _parsers() -> tuple[MarkdownIt, MarkdownIt]:
    """For texts as people write them, and for longer ones: lines and paragraphs."""
    rules = ["emphasis", "strikethrough", "link", "backticks", "list", "escape"]
    plain = MarkdownIt("zero", {"breaks": True}).enable("newline")
    return MarkdownIt("zero", {"breaks": True}).enable([*rules, "newline"]), plain
