"""Terms of a requirement looked up in the résumé, entry by entry."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum

from chatkit.answering.facts.index import PART, Index
from chatkit.answering.facts.terms import Term
from chatkit.answering.language.lexicon import Language
from chatkit.answering.passages import Kind, Passage

HALF = 0.5  # of what a part asks for, from which on it is met in part
MOST_PASSAGES = 3  # of one part
#: Where what is said proves least.
WEAK = (Kind.INTEREST, Kind.REFERENCE)


class Verdict(IntEnum):
    """UNKNOWN: asked in words of another language than the résumé's, so no denial."""

    MISSING = 0
    UNKNOWN = 1
    PARTLY = 2
    MET = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """``notes`` are sentences in the visitor's language; ``wanted`` are words to quote."""

    verdict: Verdict
    passages: tuple[Passage, ...] = ()
    notes: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def noting(self, *notes: str, lower: bool = False) -> "Finding":
        verdict = min(self.verdict, Verdict.PARTLY) if lower else self.verdict
        return replace(self, verdict=verdict, notes=(*self.notes, *notes))

    def about(self, subject: str) -> "Finding":
        """With what its notes are about, where a requirement has several parts."""
        return replace(self, notes=tuple(f"{subject}: {note}" for note in self.notes))


@dataclass(slots=True)
class Group:
    """An entry of the résumé with the passages of it that hold something."""

    found: dict[int, list[tuple[float, Passage]]] = field(default_factory=dict)
    weak: bool = False

    def passages(self) -> list[Passage]:
        """As few as hold everything that the entry holds."""
        chosen: list[Passage] = []
        for held in self.found.values():
            if not any(passage in chosen for _, passage in held):
                chosen.append(max(held, key=lambda one: one[0])[1])
        return chosen[:MOST_PASSAGES]


class TermFinder:
    """``language`` is the description's; ``elsewhere`` notes that no one entry says all."""

    def __init__(self, index: Index, language: Language, elsewhere: str) -> None:
        self._index, self._language = index, language
        self._elsewhere = elsewhere

    def find(self, terms: Sequence[Term]) -> Finding:
        groups = self.groups(terms)
        total = sum(term.weight for term in terms)

        def held(group: Group) -> float:
            return sum(terms[at].weight for at in group.found) / total

        def rank(group: Group) -> tuple[float, bool, float]:
            quality = sum(max(q for q, _ in held) for held in group.found.values())
            return held(group), not group.weak, quality

        chosen: list[Group] = []
        covered: set[int] = set()
        for group in sorted(groups.values(), key=rank, reverse=True):
            if not covered.issuperset(group.found):
                chosen.append(group)
                covered |= set(group.found)
        absent = [term for at, term in enumerate(terms) if at not in covered]
        unknown = tuple(term.text for term in absent if self._is_foreign(term))
        if sum(terms[at].weight for at in covered) / total < HALF:
            return Finding(Verdict.UNKNOWN if unknown else Verdict.MISSING)
        passages = [p for group in chosen for p in group.passages()]
        found = Finding(
            Verdict.PARTLY if absent else Verdict.MET,
            tuple(passages[:MOST_PASSAGES]),
            wanted=tuple(w for t in terms for w in self._index.words_of(t)),
            missing=tuple(t.text for t in absent if t.text not in unknown),
            unknown=unknown,
        )
        apart = not absent and len(chosen) > 1
        return found.noting(self._elsewhere, lower=True) if apart else found

    def _is_foreign(self, term: Term) -> bool:
        """Whether the résumé may say it in a language that this word is not of."""
        return not (self.same_language or term.named or term.concepts)

    @property
    def same_language(self) -> bool:
        return self._index.languages[0].code == self._language.code

    def holding_all(self, terms: Sequence[Term]) -> list[Passage]:
        """The passages that hold each of the terms alone."""
        found = [self._index.find(term, self._language) for term in terms]
        numbers = set[int].intersection(*map(set, found))
        return [self._index.passages[number] for number in sorted(numbers)]

    def groups(self, terms: Sequence[Term]) -> dict[str, Group]:
        groups: dict[str, Group] = {}
        for at, term in enumerate(terms):
            for number, quality in self._index.find(term, self._language).items():
                passage = self._index.passages[number]
                if quality < PART:
                    continue  # a word that is only spelled alike
                group = groups.setdefault(passage.parent or passage.id, Group())
                group.weak = passage.kind in WEAK
                group.found.setdefault(at, []).append((quality, passage))
        return groups
