"""How good somebody is at a skill or a language."""

from collections.abc import Iterator, Sequence

from chatkit.answering.grounding.library import Entry
from chatkit.answering.grounding.vocabulary import LEVELS
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading, Word
from chatkit.answering.passages import Kind

TOP = 5  # of the ranks of levels


def wrong_levels(
    reading: Reading, span: Span, entries: Sequence[Entry]
) -> Iterator[str]:
    """Levels of skills and languages that are not theirs."""
    words = reading.between(span.start, span.end)
    levels = [
        (w, found)
        for w in words
        if (found := ranks(w.exact)) and not reading.is_denied(w)
    ]
    if not levels:
        return
    rated = [
        entry
        for entry in entries
        if entry.kind in {Kind.SKILL, Kind.LANGUAGE}
        and any(
            w.keys & _subjects(entry) and not ranks(w.exact)
            for w in words
            if not w.is_function
        )
    ]
    for entry in rated:
        known = level_of(entry)
        if not known:
            continue
        for word, said in levels:
            if not said & known and not word.keys & entry.keys:
                yield word.text


def is_level(word: Word) -> bool:
    return bool(ranks(word.exact))


def is_top_level(word: Word) -> bool:
    return TOP in ranks(word.exact)


def level_of(entry: Entry) -> set[int]:
    level = getattr(entry.passage.facts, "level", "")
    words = (
        Reading(level).words
        if entry.code == "en"
        else entry.statements[0].reading.words
    )
    return {rank for word in words for rank in ranks(word.exact)}


def _subjects(entry: Entry) -> frozenset[str]:
    return frozenset(
        key
        for statement in entry.statements
        for word in statement.reading.words
        if not ranks(word.exact) and not word.is_function
        for key in word.keys
    )


def ranks(word: str) -> set[int]:
    return {rank for rank, words in LEVELS.items() if word in words}
