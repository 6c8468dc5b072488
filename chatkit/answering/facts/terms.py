"""What is looked up, and what was found."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from chatkit.answering.passages import Passage

Found = dict[int, float]  # numbers of passages and how well they hold it


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


_WORD = re.compile(r"\w+")
_ROW = re.compile(
    r"[^\W\d_a-z]\w*(?:(?:-|(?: \w{1,3}){0,2} )[^\W\d_a-z]\w*)+"  # "Head of Care"
)


ACRONYM = range(2, 7)  # letters


def acronyms(texts: Iterable[str], quality: float) -> dict[str, Found]:
    """To the initials of words in a row, each written large, where they stand."""
    found: dict[str, Found] = {}
    for number, text in enumerate(texts):
        for row in initials(text):
            for size in ACRONYM:
                for at in range(len(row) - size + 1):
                    found.setdefault(row[at : at + size], {})[number] = quality
    return found


def initials(text: str) -> Iterator[str]:
    """Of words in a row that are written large, with short words between them."""
    for row in _ROW.findall(text):
        yield "".join(
            word[0] for word in _WORD.findall(row) if word[0].isupper()
        ).lower()


def merge(found: Found, more: Found) -> None:
    for number, quality in more.items():
        found[number] = max(quality, found.get(number, 0.0))


def holds_row(keys: Sequence[str], row: Sequence[str]) -> bool:
    size = len(row)
    return any(keys[at : at + size] == row for at in range(len(keys) - size + 1))


def ranked(
    terms: Sequence[Term],
    per_term: Sequence[Found],
    passages: Sequence[Passage],
    scope: Set[str] | None,
) -> list[Hit]:
    """By how many of the terms they hold, how well, and how rare these are."""
    count = len(passages)
    rarity = [
        term.weight * math.log(1 + (count + 1) / (len(found) + 0.5))
        for term, found in zip(terms, per_term, strict=True)
    ]
    scores: dict[int, float] = {}
    covered: dict[int, set[int]] = {}
    for at, found in enumerate(per_term):
        for number, quality in found.items():
            passage = passages[number]
            if scope is not None and not scope & {passage.id, passage.parent}:
                continue
            scores[number] = scores.get(number, 0.0) + rarity[at] * quality
            covered.setdefault(number, set()).add(at)
    return [
        Hit(passages[n], frozenset(covered[n]), score)
        for n, score in sorted(scores.items(), key=lambda one: (-one[1], one[0]))
    ]
