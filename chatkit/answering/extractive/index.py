"""An index of passages, ranked by BM25 over two fields.

Robertson & Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and
Beyond", section 3: term frequencies of the fields are weighted and added before
they saturate (BM25F), k1 = 1.2 and b = 0.75. A passage's own title counts double;
a detail's title is its parent's, and counts half.

Words match whole: by stem, by a related word, or, where either side is written like
a name, exactly ("Rails" is not found in "Northwind Rail").
"""

import math
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from chatkit.answering.passages import Kind, Passage
from chatkit.answering.text.lexicon import RELATED
from chatkit.answering.text.tokens import Token, stem, tokenize

K1, B = 1.2, 0.75
OWN_TITLE, PARENT_TITLE = 2.0, 0.5

# They have topics of their own; their words say nothing about the work.
UNRANKED = frozenset({Kind.PERSON, Kind.CONTACT})
LISTS = frozenset({Kind.SKILL, Kind.LANGUAGE, Kind.INTEREST})

#: To each stem those that a passage may hold instead.
RELATED_STEMS = {
    stem(word): frozenset(map(stem, group)) for group in RELATED for word in group
}
_URL = re.compile(r"https?://\S+")

Term = tuple[Token, ...]  # one word, or the words of a name: all of them or none


@dataclass(frozen=True, slots=True)
class Hit:
    """``covered`` are the places of the terms it holds, wherever in the passage."""

    passage: Passage
    score: float
    covered: frozenset[int]
    in_title: frozenset[int]
    in_text: frozenset[int]


@dataclass(slots=True)
class _Document:
    passage: Passage
    weights: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    title: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()
    length: float = 0.0


class Index:
    """Built per question: the keys of a text are cached, the rest is counting."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._documents = [
            _document(passage) for passage in passages if passage.kind not in UNRANKED
        ]
        lengths = sum(document.length for document in self._documents)
        self._mean = lengths / max(1, len(self._documents)) or 1.0
        #: Every word of the passages, folded.
        self.words = frozenset(
            key[1:]
            for document in self._documents
            for key in document.weights
            if key[0] == "="
        )

    def search(self, terms: Sequence[Term], bonus: Sequence[Token] = ()) -> list[Hit]:
        """Passages with any of the terms: most terms first, then by score.

        ``bonus`` words add to the score of what is found and find nothing alone.
        """
        sought = [[_accepted(word) for word in term] for term in terms]
        extra = [_accepted(word) for word in bonus]
        rarity = {word: self._rarity(word) for word in (*sum(sought, start=[]), *extra)}
        hits = []
        for document in self._documents:
            covered = _covered(document.weights, sought)
            if not covered:
                continue
            scored = [word for at in covered for word in sought[at]] + extra
            score = sum(
                rarity[word] * self._saturated(document, word) for word in scored
            )
            in_title = _covered(document.title, sought)
            in_text = _covered(document.text, sought)
            hits.append(Hit(document.passage, score, covered, in_title, in_text))
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


def holds(text: str, term: Term) -> bool:
    found = _keys(text)
    return all(not _accepted(word).isdisjoint(found) for word in term)


@lru_cache(maxsize=8_192)
def _keys(text: str, names_exactly: bool = False) -> tuple[str, ...]:
    """What the words of a text are found by: ``=word`` and ``~stem``."""
    found = []
    for word in tokenize(_URL.sub(" ", text)):
        found.append(f"={word.exact}")
        if not (names_exactly and word.named and word.stem == word.exact):
            found.append(f"~{word.stem}")
    return tuple(found)


def _accepted(word: Token) -> frozenset[str]:
    if word.named:
        return frozenset({f"={word.exact}"})
    stems = RELATED_STEMS.get(word.stem, frozenset({word.stem}))
    return frozenset({f"={word.exact}", *(f"~{one}" for one in stems)})


def _document(passage: Passage) -> _Document:
    names = passage.kind not in LISTS
    title = _keys(passage.title, names_exactly=names)
    text = _keys(passage.text, names_exactly=names)
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
        for at, term in enumerate(sought)
        if all(not word.isdisjoint(found) for word in term)
    )
