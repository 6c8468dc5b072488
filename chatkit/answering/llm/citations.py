"""Citation marks in a model's text: ``[1]``, ``[1, 3]``, ``[2][4]``, ``【1】``."""

import re
from dataclasses import dataclass

_LIST = r"\d{1,4}(?:\s?(?:[,;–-]|and)\s?\^?\d{1,4}){0,8}"
_MARK = (
    rf"(?:\[\s?(?:\^|[Pp]assages? )?{_LIST}\s?\](?:\([^)\s]*\))?|【[^】\n]{{1,20}}】)"
)
_MARKS = re.compile(rf"[ \t]*{_MARK}(?:[ \t,]*{_MARK})*")
_STOPS = re.compile(r"[.!?…,;:。！？]*[\"'”’»)*_]*")
_OPEN = re.compile(r"(?:[ \t]+|[ \t]*(?:\[[\^\d ,;–-]{0,40}|【[^】\n]{0,20}))$")
_NUMBERS = re.compile(r"(\d{1,4})(?:\s?[–-]\s?(\d{1,4}))?(?=\s?(?:$|[,;\]【】)a]|†))")
MOST = 12  # passages one mark may name


@dataclass(frozen=True, slots=True)
class CitedText:
    """``marks`` are offsets in ``text`` with the numbers that were cited there."""

    text: str
    marks: tuple[tuple[int, tuple[int, ...]], ...] = ()


class CitationParser:
    """Lifts the marks out of pieces of a text; one may be split between two pieces."""

    def __init__(self) -> None:
        self._held = ""

    def lift(self, piece: str) -> CitedText:
        piece, self._held = self._held + piece, ""
        if found := _OPEN.search(piece):
            piece, self._held = piece[: found.start()], found[0]
        return lift(piece)

    def finish(self) -> CitedText:
        """What looked like the beginning of a mark and was none."""
        held, self._held = self._held, ""
        return CitedText(held if held.strip() else "")


def lift(piece: str) -> CitedText:
    """The piece without its marks; each stands behind the stop of what it proves."""
    text, at = "", 0
    marks: list[tuple[int, tuple[int, ...]]] = []
    for found in _MARKS.finditer(piece):
        text += piece[at : found.start()]
        at = found.end()
        if not text or text.endswith("\n"):  # before what it proves
            at += len(piece[at:]) - len(piece[at:].lstrip(" \t"))
        stops = _STOPS.match(piece, at)
        if stops and text:
            text += stops[0]
            at = stops.end()
        marks.append((len(text), numbers(found[0])))
    text += piece[at:]
    end = len(text.rstrip())
    return CitedText(text, tuple((where or end, cited) for where, cited in marks))


def numbers(marks: str) -> tuple[int, ...]:
    """Each number once, in order; a range is all that is in it."""
    found: dict[int, None] = {}
    for first, last in _NUMBERS.findall(re.sub(r"\]\([^)\s]*\)", "]", marks)):
        for number in range(int(first), int(last or first) + 1)[:MOST]:
            found[number] = None
    return tuple(found)
