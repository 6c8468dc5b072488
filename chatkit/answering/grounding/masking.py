"""Blank out marks that are no words; each letter stays in its place."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

_LABEL = re.compile(
    r"\s*(?:#{1,6}\s.*|(?:[-*+•–]\s+|\d{1,3}[.)]\s+|\|\s*)?"
    r"(?:\*\*[^*\n]{1,80}\*\*|__[^_\n]{1,80}__|(?:[^\s:.!?]+[ ]){0,2}[^\s:.!?]+(?=:)))"
)
_MARKS = re.compile(
    r"\[\^?\d{1,4}(?:\s?[,;–-]\s?\d{1,4})*\]|【\d{1,4}(?:[:†]\w{0,12})*】|\(?\bpassages?\s\d+(?:(?:,|\sand)\s\d+)*\)?"
    r"|[*_`#|~]+|^\s*(?:[-+•–]\s|\d{1,3}[.)]\s)|^\s*>",
    re.IGNORECASE | re.MULTILINE,
)


class Part(Protocol):
    """A stretch of a text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Masked:
    """A sentence without marks; ``label_end`` is where its heading or label ends."""

    text: str
    label_end: int


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A part of a masked sentence that claims what no passage says."""

    start: int
    end: int


def mask(sentence: str) -> Masked:
    """The sentence without Markdown, list numbers and citation marks."""
    text = unicodedata.normalize("NFC", sentence)
    label = _LABEL.match(text)
    bare = _MARKS.sub(lambda mark: " " * len(mark[0]), text)
    return Masked(bare, label.end() if label else 0)


def blank_out(text: str, parts: Iterable[Part]) -> str:
    """The text with spaces where the parts were."""
    for part in parts:
        text = f"{text[: part.start]}{' ' * (part.end - part.start)}{text[part.end :]}"
    return text
