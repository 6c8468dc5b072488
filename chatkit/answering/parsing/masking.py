"""Blank out what is no word, so that every offset stays the same."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_LABEL = re.compile(
    r"\s*(?:#{1,6}\s.*|(?:[-*+•–]\s+|\d{1,3}[.)]\s+|\|\s*)?"
    r"(?:\*\*[^*\n]{1,80}\*\*|__[^_\n]{1,80}__|(?:[^\s:.!?]+[ ]){0,2}[^\s:.!?]+(?=:)))"
)
_MARKS = re.compile(
    r"\[\^?\d{1,4}(?:\s?[,;–-]\s?\d{1,4})*\]|【\d{1,4}(?:[:†]\w{0,12})*】|\(?\bpassages?\s\d+(?:(?:,|\sand)\s\d+)*\)?"
    r"|[*_`|~]+|(?<!\w)#+|^\s*(?:[-+•–]\s|\d{1,3}[.)]\s)|^\s*>",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence without marks, and the offset at which its heading or label ends."""

    text: str
    label_end: int


def mask(sentence: str) -> Masked:
    text = unicodedata.normalize("NFC", sentence)
    label = _LABEL.match(text)
    bare = _MARKS.sub(lambda mark: " " * len(mark[0]), text)
    return Masked(bare, label.end() if label else 0)


def blank_out(text: str, spans: Iterable[Span]) -> str:
    for span in spans:
        text = f"{text[: span.start]}{' ' * (span.end - span.start)}{text[span.end :]}"
    return text
