"""Rank passages for the words of a question: BM25 over two fields.

Robertson & Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and
Beyond", section 3: term frequencies of the fields are weighted and added before
they saturate (BM25F), k1 = 1.2 and b = 0.75. A passage's own title counts double;
a highlight's title is its entry's, and counts half.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from chatkit.answering.extractive.matching import Group, keys, wanted
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.text.tokens import Word

K1, B = 1.2, 0.75
OWN_TITLE, PARENT_TITLE = 2.0, 0.5

# They have topics of their own; their words say nothing about the work.
UNRANKED = frozenset({Kind.PERSON, Kind.CONTACT})
LISTS = frozenset({Kind.SKILL, Kind.LANGUAGE, Kind.INTEREST})


@dataclass(frozen=True, slots=True)
class Hit:
    """The places of the groups it holds: anywhere, in its title, in its text."""

    passage: Passage
    score: float
    covered: frozenset[int]
    titled: frozenset[int]
    told: frozenset[int]


@dataclass(slots=True)
class _Document:
    passage: Passage
    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    title: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()
    length: float = 0.0


class Index:
    """Built per question: the words of a text are cached, the rest is counting."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._documents = [
            _document(passage) for passage in passages if passage.kind not in UNRANKED
        ]
        lengths = sum(document.length for document in self._documents)
        self._mean = lengths / max(1, len(self._documents)) or 1.0

    def words(self) -> frozenset[str]:
        """Every word of the passages, folded."""
        return frozenset(
            key[1:]
            for document in self._documents
            for key in document.weights
            if key[0] == "="
        )

    def search(self, groups: Sequence[Group], extra: Sequence[Word] = ()) -> list[Hit]:
        """Passages with any of the groups: most groups first, then by score.

        ``extra`` words add to the score of what is found and find nothing alone.
        """
        sought = [[wanted(word) for word in group] for group in groups]
        bonus = [wanted(word) for word in extra]
        rarity = {word: self._rarity(word) for word in (*sum(sought, start=[]), *bonus)}
        hits = []
        for document in self._documents:
            covered = _covered(document.weights, sought)
            if not covered:
                continue
            scored = [word for at in covered for word in sought[at]] + bonus
            score = sum(
                rarity[word] * self._saturated(document, word) for word in scored
            )
            titled = _covered(document.title, sought)
            told = _covered(document.text, sought)
            hits.append(Hit(document.passage, score, covered, titled, told))
        return sorted(hits, key=lambda hit: (-len(hit.covered), -hit.score))

    def _rarity(self, word: frozenset[str]) -> float:
        holding = sum(
            not word.isdisjoint(document.weights) for document in self._documents
        )
        return math.log(1 + (len(self._documents) - holding + 0.5) / (holding + 0.5))

    def _saturated(self, document: _Document, word: frozenset[str]) -> float:
        frequency = max((document.weights.get(key, 0.0) for key in word), default=0.0)
        norm = K1 * (1 - B + B * document.length / self._mean)
        return frequency * (K1 + 1) / (frequency + norm)


def _document(passage: Passage) -> _Document:
    names = passage.kind not in LISTS
    title = keys(passage.title, names_exactly=names)
    text = keys(passage.text, names_exactly=names)
    document = _Document(passage, title=frozenset(title), text=frozenset(text))
    boost = PARENT_TITLE if passage.parent else OWN_TITLE
    for found, weight in ((title, boost), (text, 1.0)):
        for key in found:
            document.weights[key] += weight
            if key[0] == "=":
                document.length += weight
    return document


def _covered(
    found: Collection[str], sought: list[list[frozenset[str]]]
) -> frozenset[int]:
    return frozenset(
        at
        for at, group in enumerate(sought)
        if all(not word.isdisjoint(found) for word in group)
    )
