"""A sentence as clauses and their segments: what has to have evidence together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from chatkit.answering.parsing.marks import BOUND
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading, Word

_PRONOUN = r"(?:she|he|they|i|it)"
_CLAUSE = re.compile(
    rf"(?:\s{BOUND})+[,.]?(?:\sand\b)?\s|;\s|:\s|(?<!\d)\s[–—-]\s|—"
    r"|,?\s(?=(?-i:but|although|though|while|whereas|before|after|when|during)\s)"
    r"|,\s(?=(?:where|which|who|whose|and\s"
    + _PRONOUN
    + r"|"
    + _PRONOUN
    + r"|then|and\sthen)\s)"
    r"|(?<!that)(?<!says)(?<!say)(?<!before)(?<!after)(?<!while)(?<!when)(?<!where)(?<!which)"
    r"(?<!because)(?<!\bas)(?<!\bif)(?<!whether)\s(?=(?:she|he|they)\s(?:\w+ed|was|is|has|had|did)\b)"
    r"|\s(?=(?:and\s" + _PRONOUN + r"|and\sthen|and\slater|where|who|which)\s)",
    re.IGNORECASE,
)
_SEGMENT = re.compile(r",\s|\s(?:and|or|as well as)\s|[()|/]|\s&\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause(Span):
    """``opening`` is the word it begins with, such as "while"."""

    opening: str
    segments: tuple[Span, ...]

    def opened_by(self, other: "Clause") -> "Clause":
        first = Span(other.start, self.segments[0].end)
        return Clause(other.start, self.end, self.opening, (first, *self.segments[1:]))


@lru_cache(maxsize=64)
def find_clauses(reading: Reading) -> tuple[Clause, ...]:
    return tuple(
        Clause(
            start,
            end,
            _opening(reading, start, end),
            tuple(_segments(reading, start, end)),
        )
        for start, end in _split(_CLAUSE, reading.text, 0, len(reading.text))
        if reading.between(start, end)
    )


def _segments(reading: Reading, start: int, end: int) -> Iterator[Span]:
    for first, last in _split(_SEGMENT, reading.text, start, end):
        if reading.between(first, last):
            yield Span(first, last)


def _split(
    pattern: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[tuple[int, int]]:
    at = start
    for found in pattern.finditer(text, start, end):
        if found.start() > at:
            yield at, found.start()
        at = found.end()
    yield at, end


def _opening(reading: Reading, start: int, end: int) -> str:
    words: list[Word] = list(reading.between(start, end))
    return words[0].exact if words else ""


def is_after_mark(reading: Reading, clause: Clause) -> bool:
    before = reading.text[: clause.start].rstrip(" ,.").removesuffix(" and").rstrip()
    return before.endswith(BOUND)
