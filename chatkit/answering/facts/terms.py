"""What is looked up, and what was found."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chatkit.answering.passages import Passage
from chatkit.answering.text.words import split_words


@dataclass(frozen=True, slots=True)
class Term:
    """Words of a question that are looked up together.

    ``names`` are the concepts they may mean. ``weight`` says how telling they are:
    without the light ones a question keeps its sense.
    """

    text: str
    folds: tuple[str, ...]
    named: bool = False
    concepts: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    passage: Passage
    covered: frozenset[int]
    score: float


def covers(hits: Iterable[Hit], terms: Sequence[Term]) -> float:
    """Which part of what the terms tell these passages hold together, from 0 to 1."""
    covered = {at for hit in hits for at in hit.covered}
    total = sum(term.weight for term in terms)
    return sum(terms[at].weight for at in covered) / total if total else 0.0


def initials(text: str) -> Iterator[str]:
    row, end = "", 0
    for word in split_words(text):
        between = text[end : word.start]
        if word.text[0].isupper() and (not row or between in (" ", "-")):
            row += word.text[0].lower()
        elif not (row and len(word.text) <= 3 and between == " "):  # noqa: PLR2004 -- "of"
            if len(row) > 1:
                yield row
            row = word.text[0].lower() if word.text[0].isupper() else ""
        end = word.end
    if len(row) > 1:
        yield row
