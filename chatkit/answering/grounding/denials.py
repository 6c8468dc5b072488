"""A denial is looked up: what the résumé has can't be missing from it."""

import re
from collections.abc import Iterator, Sequence

from chatkit.answering.grounding.library import Entry, Library
from chatkit.answering.grounding.vocabulary import CLAIMS, DENIED_KINDS, PATTERNS
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading, Word

_OTHERS = re.compile(r"\b(?:any|no) other\s\w*\s?$", re.IGNORECASE)
_ITEM = re.compile(r",\s(?:or\s|nor\s|and\s)?|\s(?:or|nor|and)\s")


def find_denials(reading: Reading) -> list[Span]:
    """The clauses that deny something of the résumé or of the person."""
    return list(_denials(reading))


def _denials(reading: Reading) -> Iterator[Span]:
    text = reading.text
    breaks = PATTERNS["clause_break"].finditer(text)
    starts = [0, *(found.end() for found in breaks)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        if PATTERNS["not_mentioned"].search(text, start, end):
            yield Span(start, end)


def denies_kind(reading: Reading, denied: Span, library: Library) -> bool:
    """ "She has not won any awards", where the résumé shows one."""
    words = [w for w in reading.between(denied.start, denied.end) if not w.is_neutral]
    nouns = {key for kind in DENIED_KINDS.values() for key in kind}
    is_whole = reading.text[denied.end :].strip(" .!*_") == ""
    return (
        is_whole
        and all(w.keys & nouns for w in words)
        and _kind_in(reading.between(denied.start, denied.end), library)
    )


def is_false(reading: Reading, span: Span, library: Library) -> bool:
    words = [
        w
        for w in reading.plain_words
        if span.start <= w.start < span.end and w.exact not in library.people
    ]
    named_kind = _kind_in(words, library)
    content = [
        w
        for w in words
        if not w.is_neutral and w.exact not in _FRAME and w.exact not in CLAIMS["time"]
    ]
    if not content:
        return named_kind
    for item in _items(reading, span, content):
        if item and _OTHERS.search(reading.text[: item[0].start][-20:]):
            continue
        if item and _is_known(item, library):
            return True
    return False


_FRAME = frozenset(
    ["explicitly", "specifically", "directly", "whatsoever", "any", "mention", "salary"]
)


def _kind_in(words: Sequence[Word], library: Library) -> bool:
    for kind, nouns in DENIED_KINDS.items():
        if library.of_kind(kind) and any(w.keys & nouns for w in words):
            return True
    return False


def _items(reading: Reading, span: Span, content: Sequence[Word]) -> list[list[Word]]:
    text = reading.text[span.start : span.end]
    bounds = [
        span.start,
        *(span.start + m.start() for m in _ITEM.finditer(text)),
        span.end,
    ]
    return [
        [w for w in content if start <= w.start < end]
        for start, end in zip(bounds, bounds[1:], strict=False)
    ]


def _is_known(item: Sequence[Word], library: Library) -> bool:
    first = next((key for key in item[0].keys), None)
    candidates: list[Entry] = (
        library.candidates([w.keys for w in item]) if first else []
    )
    if not candidates:
        candidates = library.entries[:200]
    for entry in candidates:
        for statement in entry.statements:
            if all(w.own_keys & statement.reading.keys for w in item) and not all(
                statement.reading.is_denied(x)
                for w in item
                for x in statement.reading.words
                if x.keys & w.own_keys
            ):
                return True
    return False
