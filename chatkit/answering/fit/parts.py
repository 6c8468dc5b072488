"""A requirement to its parts: what has to be found, for how long, at which level.

All parts are asked for; each is a row of alternatives, of which one is enough:
"Python, and AWS or Azure" is two parts, the second with two alternatives.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chatkit.answering.facts.index import CODED
from chatkit.answering.facts.terms import Term
from chatkit.answering.fit.chunks import Chunk, runs
from chatkit.answering.fit.reading import Reading
from chatkit.answering.fit.vocabulary import BACHELOR, Vocabulary


@dataclass(frozen=True, slots=True)
class Part:
    """``rank`` is that of a degree, ``level`` that of a language."""

    text: str
    terms: tuple[Term, ...]
    months: int = 0
    level: int = 0
    rank: int = 0
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


Alternatives = list[Part]


@dataclass(frozen=True, slots=True)
class Parts:
    """``soft`` are personal qualities, in the visitor's words."""

    groups: list[Alternatives]
    soft: list[str]


def read_parts(text: str, words: Vocabulary) -> Parts:
    reading = Reading(text, words)
    parts = Parts([], [])
    for run in runs(reading):
        found = []
        for chunk in run:
            if quality := _soft(chunk, reading):
                parts.soft.append(quality)
            elif part := _part(chunk, reading):
                found.append(part)
        parts.groups.extend(_grouped(run, found))
    return parts


def _grouped(run: list[Chunk], parts: Alternatives) -> list[Alternatives]:
    if any(part.rank for part in parts):
        return [[_degree(parts)]]
    if parts and any(chunk.joint == "or" for chunk in run[1:]):
        months = max(part.months for part in parts)
        return [[replace(part, months=months) for part in parts]]
    return [[part] for part in parts]


def _degree(parts: Sequence[Part]) -> Part:
    """One part for a degree in any of several fields; the lowest that is named."""
    fields = tuple(
        Term(p.text, tuple(f for t in p.terms for f in t.folds), concepts=("",))
        if len(p.terms) > 1
        else p.terms[0]
        for p in parts
        if p.terms
    )
    text = " / ".join(part.text for part in parts)
    return Part(text, fields, rank=min(part.rank for part in parts if part.rank))


def _soft(chunk: Chunk, reading: Reading) -> str:
    """The chunk if it asks for a personal quality and nothing else."""
    places = set(chunk.places)
    found = {at for row in reading.soft for at in row} & places
    content = {at for at in places if reading.is_content(at)}
    return reading.said(found | content) if found and content <= found else ""


def _part(chunk: Chunk, reading: Reading) -> Part | None:
    phrases = {at for row in reading.soft if len(row) > 1 for at in row}
    rest = set(chunk.places) - phrases
    placed = reading.terms(rest)
    if any(names_language(term) for _, term in placed):
        rest -= reading.levels
        placed = reading.terms(rest)
    months = max((reading.months.get(at, 0) for at in chunk.places), default=0)
    ranks = [reading.ranks[at] for at in chunk.places if at in reading.ranks]
    higher = [rank for rank in ranks if rank > BACHELOR] or ranks
    if not (placed or months or ranks):
        return None
    figures = [
        reading.words[at].text
        for at in sorted(rest - reading.asking)
        if reading.is_figure(at) and not reading.is_version(at)
    ]
    return Part(
        reading.said([at for row, _ in placed for at in row] or chunk.places),
        tuple(term for _, term in placed),
        months,
        chunk.level,
        min(higher, default=0),
        reading.vocabulary.has("place", [reading.keys[at] for at in chunk.places]),
        figures[0] if figures else "",
    )
