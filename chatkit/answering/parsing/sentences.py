"""Split a stream of text into sentences and lines, each as soon as it is complete.

The result depends on the text alone, not on the pieces it arrived in.
"""

import re

from chatkit.answering.grounding.vocabulary import ABBREVIATIONS

LIMIT = 600  # characters held back at most

_LINE_ITEM = re.compile(r"\s*(?:[-*+•–]\s|\d{1,3}[.)]\s|#{1,6}\s|>|\|)")
_MARK = r"(?:\[\^?\d{1,4}(?:\s?[,;–-]\s?\d{1,4}){0,8}\]|【[^】\s]{1,20}】)"
_STOP = re.compile(
    r"(?:[.!?…]+[\"'”’)»*_`]*|[。！？][”」』）]*)"  # the stop and what it closes
    rf"(?:[ ]?{_MARK})*"
)
_MAYBE_MARK = re.compile(r"[ ]?(?:\[\^?[\d ,;–-]{0,60}|【[^】\s]{0,20})?$")
_LAST_WORD = re.compile(r"[^\W_][\w.]*$")
_DAY_OF_MONTH = re.compile(
    r"\b(?:am|dem|den|der|des|vom|zum|ab|bis|seit|und)\s\d{1,2}$"
)


class Sentences:
    """The returned pieces, joined, are the text that was fed.

    A sentence keeps its trailing white space and citation marks. A list item, heading,
    quotation or table row is one piece, however many sentences it has. A sentence
    longer than ``LIMIT`` is split at a space.
    """

    def __init__(self) -> None:
        self._held = ""

    def feed(self, delta: str) -> list[str]:
        self._held += delta
        return self._take(final=False)

    def finish(self) -> list[str]:
        """The rest of the text; another text may be fed afterwards."""
        pieces = self._take(final=True)
        if self._held:
            pieces.append(self._held)
        self._held = ""
        return pieces

    def _take(self, *, final: bool) -> list[str]:
        pieces: list[str] = []
        while end := _end(self._held, final=final):
            pieces.append(self._held[:end])
            self._held = self._held[end:]
        return pieces


def _end(held: str, *, final: bool) -> int:
    """The offset at which the first piece ends, 0 while it is unknown."""
    window = held[: LIMIT + 1]
    if found := _natural_end(window, final=final and len(held) <= LIMIT):
        return min(found, LIMIT)
    return _forced_end(window) if len(held) > LIMIT else 0


def _natural_end(text: str, *, final: bool) -> int:
    start = len(text) - len(text.lstrip())
    line = _line_end(text, start, final=final)
    if _LINE_ITEM.match(text):
        return line
    for stop in _STOP.finditer(text, start, line or len(text)):
        if not final and _MAYBE_MARK.match(text, stop.end()):
            return 0
        space = stop.end() + len(text[stop.end() :]) - len(text[stop.end() :].lstrip())
        if space == len(text) and not final:
            return 0
        if "\n" in text[stop.end() : space]:
            return line
        if _ends_sentence(text, stop, space):
            return space
    return line


def _line_end(text: str, start: int, *, final: bool) -> int:
    """The offset after the first line and the empty lines that follow it."""
    found = re.compile(r"\n\s*").search(text, start)
    if not found or (found.end() == len(text) and not final):
        return 0
    return text.rindex("\n", 0, found.end()) + 1


def _ends_sentence(text: str, stop: re.Match[str], following: int) -> bool:
    if stop[0][0] in "。！？":
        return True
    if following == stop.end() and following < len(text):
        return False  # "3.5", "Node.js", "?)" in the middle of a word
    after = text[following : following + 1]
    if stop[0][0] in "!?":
        return True
    if after.islower():
        return False
    found = _LAST_WORD.search(text, 0, stop.start())
    word = found[0].casefold() if found else ""
    if word == "no":
        return not after.isdigit()
    if _DAY_OF_MONTH.search(text, max(0, stop.start() - 8), stop.start()):
        return False
    single_letter = len(word) == 1 and word.isalpha() and word != "i"
    return word not in ABBREVIATIONS and not single_letter


def _forced_end(window: str) -> int:
    text = window[:LIMIT]
    for space in (", ", " ", "\t"):
        if (at := text.rfind(space, LIMIT // 3)) >= 0:
            return at + len(space)
    return LIMIT
