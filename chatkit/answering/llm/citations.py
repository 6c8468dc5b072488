"""Citation marks in a model's text: ``[1]``, ``[1, 3]``, ``[2][4]``, ``【1】``."""

import re
from dataclasses import dataclass

from chatkit.answering.parsing.marks import cited_numbers

_LIST = r"\d{1,4}(?:\s?(?:[,;–-]|and)\s?\^?\d{1,4}){0,8}"
_MARK = (
    rf"(?:\[\s?(?:\^|[Pp]assages? )?{_LIST}\s?\](?:\([^)\s]*\))?|【[^】\n]{{1,20}}】)"
)
_MARKS = re.compile(rf"[ \t]*{_MARK}(?:[ \t,]*{_MARK})*")
_STOPS = re.compile(r"[.!?…,;:。！？]*[\"'”’»)*_]*")
_OPEN = re.compile(r"(?:[ \t]+|[ \t]*(?:\[[\^\d ,;–-]{0,40}|【[^】\n]{0,20}))$")


@dataclass(frozen=True, slots=True)
class CitedText:
    """``marks`` are offsets in ``text``, each with the numbers cited there."""

    text: str
    marks: tuple[tuple[int, tuple[int, ...]], ...] = ()


class CitationParser:
    """Takes the marks out of a streamed text; a mark may be split between deltas."""

    def __init__(self) -> None:
        self._held = ""

    def feed(self, delta: str) -> CitedText:
        piece, self._held = self._held + delta, ""
        if found := _OPEN.search(piece):
            piece, self._held = piece[: found.start()], found[0]
        return extract_citations(piece)

    def finish(self) -> CitedText:
        held, self._held = self._held, ""
        return CitedText(held if held.strip() else "")


def extract_citations(piece: str) -> CitedText:
    """Place each mark after the punctuation of the sentence it supports."""
    text, at = "", 0
    marks: list[tuple[int, tuple[int, ...]]] = []
    for found in _MARKS.finditer(piece):
        text += piece[at : found.start()]
        at = found.end()
        if not text or text.endswith("\n"):  # before what it supports
            at += len(piece[at:]) - len(piece[at:].lstrip(" \t"))
        stops = _STOPS.match(piece, at)
        if stops and text:
            text += stops[0]
            at = stops.end()
        marks.append((len(text), tuple(cited_numbers(found[0]))))
    text += piece[at:]
    end = len(text.rstrip())
    return CitedText(text, tuple((where or end, cited) for where, cited in marks))
