"""Fractions and multiples said in words: "by a third", "two fifths", "nine in ten"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatkit.answering.grounding.vocabulary import SMALL
from chatkit.answering.parsing.masking import Span

_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_COUNTS = {word: value for value, word in enumerate(SMALL)} | {
    "a": 1,
    "one": 1,
    "an": 1,
}
_SHARE = re.compile(
    r"(?P<hedge>\b(?:by|than|nearly|about|almost|over|around|roughly|some)\s)?"
    r"\b(?P<count>an?|one|two|three|four|five|seven|nine)[\s-](?P<part>half|third|quarter|fifth|sixth|tenth)(?P<many>s)?\b(?P<of>\sof\b)?"
    r"|(?P<before>\b(?:by|than|nearly|about|almost|over|around|roughly)\s(?:well\s)?)(?P<half>half)\b(?!\sa\b)"
    r"|\b(?P<some>one|two|three|four|five|six|seven|eight|nine)\s(?:in|out\sof)\s(?P<of_all>two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b",
    re.IGNORECASE,
)


_UNDER = re.compile(r"\b(?:under|less than|below)\b", re.IGNORECASE)
_VERBS = {"halv": 0.5, "doubl": 2.0, "tripl": 3.0, "quadrupl": 4.0}
_MULTIPLE = re.compile(
    r"\b(?:(?P<verb>halv|doubl|tripl|quadrupl)(?:ed|es|ing|e)|(?P<fold>[a-z]+)-?fold)\b",
    re.I,
)
_OVER = re.compile(r"\b(?:over|more than|above)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Share(Span):
    """``hedge`` is "", "over" or "under"."""

    value: float
    hedge: str = ""


def find_shares(text: str) -> list[Share]:
    found = list(_multiples(text))
    for match in _SHARE.finditer(text):
        if match["half"]:
            value = 0.5
        elif match["some"]:
            value = _COUNTS[match["some"].lower()] / max(
                1, _COUNTS.get(match["of_all"].lower(), 1)
            )
        else:
            count = _COUNTS[match["count"].lower()]
            if count == 1 and not (match["hedge"] or match["of"]):
                continue  # "14 to 3 a quarter"
            value = count / _PARTS[match["part"].lower()]
        hedged = match["hedge"] or match["before"] or ""
        hedge = _OVER.search(
            text, max(0, match.start() - 12), match.start() + len(hedged)
        )
        if 0 < value < 1:
            start = match.start() + len(hedged)
            under = not hedge and _UNDER.search(text, max(0, match.start() - 12), start)
            found.append(
                Share(
                    start,
                    match.end(),
                    value,
                    "over" if hedge else "under" if under else "",
                )
            )
    return found


def _multiples(text: str) -> Iterator[Share]:
    for match in _MULTIPLE.finditer(text):
        value = _VERBS.get((match["verb"] or "").lower()) or _COUNTS.get(
            (match["fold"] or "").lower(), 0
        )
        hedge = _OVER.search(text, max(0, match.start() - 12), match.start())
        if value and value != 1:
            yield Share(match.start(), match.end(), value, "over" if hedge else "")
