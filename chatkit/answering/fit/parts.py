"""A requirement to its parts: what has to be found, for how long, at which level.

All parts are asked for; each is a row of alternatives, of which one is enough:
"Python, and AWS or Azure" is two parts, the second with two alternatives.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chatkit.answering.facts.index import CODED
from chatkit.answering.facts.terms import Term
from chatkit.answering.fit.chunks import Chunk, level_places, runs
from chatkit.answering.fit.reading import Reading
from chatkit.answering.fit.vocabulary import Vocabulary

MOST_TERMS = 8  # of a part
LONGEST_CONCEPT = 4  # words
SEVERAL_YEARS = 24  # months that "several years" mean
FAR = 3  # words between a number and its "years"
MOST_YEARS = 40
BACHELOR, MASTER, DOCTORATE = 1, 2, 3
RANKS = {
    "degree_doctorate": DOCTORATE,
    "degree_master": MASTER,
    "degree_mba": MASTER,
    "degree_bachelor": BACHELOR,
}
_OPENS, _CLOSES, _SLASH, _COMMA = map(re.compile, (r"[(\[]", r"[)\]]", "/", "[,;:]"))
_FIGURE = re.compile(r"\d[\d.,]*[kKmM]?[+%]?")


@dataclass(frozen=True, slots=True)
class Part:
    """``rank`` is that of a degree, ``level`` that of a language."""

    text: str
    terms: tuple[Term, ...]
    months: int = 0
    level: int = 0
    rank: int = 0
    is_degree: bool = False
    is_place: bool = False
    figure: str = ""

    @property
    def language(self) -> Term | None:
        """The language it asks for, if it asks for nothing else."""
        if len(self.terms) == 1 and not self.months:
            return self.terms[0] if names_language(self.terms[0]) else None
        return None


def names_language(term: Term) -> bool:
    return any(concept.startswith(CODED) for concept in term.concepts)


Alternatives = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """``soft`` are personal qualities, in the visitor's words."""

    groups: tuple[Alternatives, ...]
    soft: tuple[str, ...] = ()


class PartReader:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._vocabulary = reading.vocabulary

    def read(self) -> Parts:
        groups: list[list[Part]] = []
        soft: list[str] = []
        for run in runs(self._reading):
            parts = []
            for chunk in run:
                if quality := self._soft(chunk):
                    soft.append(quality)
                elif part := self._part(chunk):
                    parts.append(part)
            groups += self._grouped(run, parts)
        return Parts(tuple(map(tuple, groups)), tuple(soft))

    def _grouped(self, run: list[Chunk], parts: list[Part]) -> list[list[Part]]:
        if not parts:
            return []
        if any(part.is_degree for part in parts):
            return [[self._degree(parts)]]
        if any(chunk.joint == "or" for chunk in run[1:]):
            months = max(part.months for part in parts)
            return [[replace(part, months=months) for part in parts]]
        return [[part] for part in parts]

    def _degree(self, parts: Sequence[Part]) -> Part:
        """One part for a degree in any of several fields; the lowest that is named."""
        ranks = [part.rank for part in parts if part.is_degree]
        fields = tuple(
            Term(p.text, tuple(f for t in p.terms for f in t.folds), concepts=("",))
            if len(p.terms) > 1
            else p.terms[0]
            for p in parts
            if p.terms
        )
        text = " / ".join(part.text for part in parts)
        return Part(text, fields, rank=min(ranks), is_degree=True)

    def _soft(self, chunk: Chunk) -> str:
        """The chunk if it asks for a personal quality and nothing else."""
        keys = [self._reading.keys[at] for at in chunk.places]
        found = [
            chunk.places[i] for row in self._vocabulary.soft.find(keys) for i in row
        ]
        content = [at for at in chunk.places if self._reading.is_content(at)]
        if found and set(content) <= set(found):
            return self._reading.said([*found, *content])
        return ""

    def _part(self, chunk: Chunk) -> Part | None:
        words, vocabulary = self._reading.words, self._vocabulary
        keys = [self._reading.keys[at] for at in chunk.places]
        rank, is_degree, used = self._read_degree(chunk)
        soft = {
            chunk.places[i]
            for row in vocabulary.soft.find(keys)
            if len(row) > 1
            for i in row
        }
        rest = [at for at in chunk.places if at not in used | soft]
        placed = list(self._terms(rest))[:MOST_TERMS]
        if any(names_language(term) for _, term in placed):
            levels = level_places(self._reading, chunk)
            rest = [at for at in rest if at not in levels]
            placed = list(self._terms(rest))[:MOST_TERMS]
        terms = tuple(term for _, term in placed)
        months = max(
            (self._reading.months.get(at, 0) for at in chunk.places), default=0
        )
        figures = [
            words[at].text
            for at in rest
            if at not in self._reading.asking
            and self._reading.is_figure(at)
            and not self._reading.is_version(at)
        ]
        if not (terms or months or is_degree):
            return None
        content = [at for places, _ in placed for at in places] or chunk.places
        return Part(
            self._reading.said(content),
            terms,
            months,
            chunk.level,
            rank,
            is_degree,
            vocabulary.has("place", keys),
            figures[0] if figures else "",
        )

    def _read_degree(self, chunk: Chunk) -> tuple[int, bool, set[int]]:
        vocabulary = self._vocabulary
        keys = [self._reading.keys[at] for at in chunk.places]
        no_degree = {
            i for place in vocabulary.lines["not_degree"].find(keys) for i in place
        }
        ranks = {
            "doctorate": DOCTORATE,
            "master": MASTER,
            "degree": BACHELOR,
        }
        used: set[int] = set()
        found: list[int] = []
        for name, rank in ranks.items():
            for place in vocabulary.lines[name].find(keys):
                if no_degree.intersection(place):
                    continue
                found.append(rank)
                used |= {chunk.places[i] for i in place}
        for concept, rank in RANKS.items():
            for group in vocabulary.language.concepts.get(concept, ((), ())):
                for size in {len(row) for row in group}:
                    for i in range(len(keys) - size + 1):
                        places = chunk.places[i : i + size]
                        if no_degree.intersection(range(i, i + size)):
                            continue
                        if tuple(keys[i : i + size]) in group and (
                            size > 1 or self._reading.words[places[0]].text[0].isupper()
                        ):
                            found.append(rank)
                            used |= set(places)
        named = [rank for rank in found if rank > BACHELOR] or found
        return (min(named) if named else 0), bool(found), used

    def _terms(self, places: Sequence[int]) -> Iterator[tuple[list[int], Term]]:
        words = self._reading.words
        i = 0
        while i < len(places):
            size, concepts = self._concept(places, i)
            row = [words[at] for at in places[i : i + size]]
            if not concepts and not self._reading.is_content(places[i]):
                i += 1
                continue
            if not concepts:
                while (
                    row[-1].named
                    and i + len(row) < len(places)
                    and words[places[i + len(row)]].named
                    and words[places[i + len(row)]].start - row[-1].end <= 1
                ):
                    row.append(words[places[i + len(row)]])
            named = row[0].named and not concepts
            term = Term(
                " ".join(word.text for word in row),
                tuple(self._reading.bare(word.fold) for word in row),
                named=named,
                concepts=concepts,
                weight=1.5 if named else 1.0,
            )
            yield list(places[i : i + len(row)]), term
            i += len(row)

    def _concept(self, places: Sequence[int], i: int) -> tuple[int, tuple[str, ...]]:
        names = self._vocabulary.language.concept_names
        for size in range(min(LONGEST_CONCEPT, len(places) - i), 0, -1):
            row = places[i : i + size]
            if row[-1] - row[0] != size - 1 or self._reading.asking.intersection(row):
                continue
            if size == 1 and not self._reading.is_content(row[0]):
                continue
            keys = tuple(self._reading.bare_key(at) for at in row)
            if found := names.get(keys):
                return size, found
        return 1, ()


def read_parts(text: str, words: Vocabulary) -> Parts:
    return PartReader(Reading(text, words)).read()
