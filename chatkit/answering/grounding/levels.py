"""How good somebody is at a skill or a language."""

import re
from collections.abc import Iterator

from chatkit.answering.grounding.library import Entry, Library
from chatkit.answering.grounding.vocabulary import LEVELS
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading, Word
from chatkit.answering.passages import Kind

_BREAK = re.compile(r"[,;]|\band\b|\bbut\b")
_OF_LEVEL = re.compile(r"\s(?:knowledge|level|proficiency|command)")
NATIVE = 6
TOP = 5  # of the ranks of levels


def wrong_levels(reading: Reading, span: Span, library: Library) -> Iterator[str]:
    """Levels that are not those of the skill or language said nearest to them."""
    for word in reading.between(span.start, span.end):
        said = ranks(word.exact)
        if word.exact == "working" and not _OF_LEVEL.match(reading.text, word.end):
            continue
        near = _nearest(reading, word, span, library) if said else []
        if (
            near
            and not reading.is_denied(word)
            and not any(
                word.keys & entry.keys or _is_level(said, level_of(entry))
                for entry in near
            )
        ):
            yield word.text


def _is_level(said: set[int], known: set[int]) -> bool:
    if NATIVE in said:
        return NATIVE in known
    return bool(said & known) if known else TOP not in said


def is_judged(reading: Reading, word: Word, span: Span, library: Library) -> bool:
    """Whether it is the level of something whose level is known, right or wrong."""
    if not ranks(word.exact):
        return False
    near = _nearest(reading, word, span, library)
    return not near or any(map(level_of, near))


def _nearest(reading: Reading, word: Word, span: Span, library: Library) -> list[Entry]:
    """The skills and languages said nearest to it in its segment."""
    found: dict[int, list[Entry]] = {}
    for other in reading.between(span.start, span.end):
        between = min(word.end, other.end), max(word.start, other.start)
        if other.is_neutral or ranks(other.exact):
            continue
        if _BREAK.search(reading.text, *between):
            continue
        numbers = library.with_concept(other.exact, other.code)
        same = [library.by_number[number] for number in numbers]
        for entry in {*library.owners(other.own_keys), *same}:
            if entry.kind in {Kind.SKILL, Kind.LANGUAGE}:
                found.setdefault(between[1] - between[0], []).append(entry)
    return found[min(found)] if found else []


def is_top_level(word: Word) -> bool:
    return TOP in ranks(word.exact)


def level_of(entry: Entry) -> set[int]:
    if entry.kind not in {Kind.SKILL, Kind.LANGUAGE}:
        return set()
    level = getattr(entry.passage.facts, "level", "")
    words = (
        Reading(level).words
        if entry.code == "en"
        else entry.statements[0].reading.words
    )
    return {rank for word in words for rank in ranks(word.exact)}


def ranks(word: str) -> set[int]:
    return {rank for rank, words in LEVELS.items() if word in words}
