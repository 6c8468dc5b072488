"""What it says and the evidence denies, and the other way round."""

import re
from collections.abc import Iterator, Sequence

from chatkit.answering.grounding.library import Entry, Library, Statement
from chatkit.answering.grounding.relations import is_direction
from chatkit.answering.grounding.said import Said
from chatkit.answering.grounding.support import Pool
from chatkit.answering.grounding.vocabulary import (
    CLAIMS,
    DENIED_KINDS,
    OPPOSITES,
    PATTERNS,
    TITLES,
)
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


def is_bare(reading: Reading, denied: Span) -> bool:
    """ "The résumé does not mention it": what was asked about."""
    words = [w for w in reading.between(denied.start, denied.end) if not w.is_neutral]
    return not words and not reading.text[denied.end :].strip(" .!*_")


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
    content = content or [w for w in words if w.large and not w.is_function]
    if not any(w.text[:2].isupper() or not w.is_neutral for w in content):
        return named_kind
    for item in _items(reading, span, content):
        if item and _OTHERS.search(reading.text[: item[0].start][-20:]):
            continue
        if item and _is_known(item, library):
            return True
        names = [w for w in item if w.text[:2].isupper()]
        if names and all(_is_known([name], library) for name in names):
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


MOST = 0.5  # of the words of a denial that its contradiction has to have
_SIDE = re.compile(r"[;.:]|\band\b|\bbut\b")


def affirmed(
    said: Said, span: Span, pool: Pool, best: Sequence[Statement]
) -> list[Word]:
    """Words that it says, and the evidence denies."""
    reading = said.reading
    if reading.negations or _declines(reading):
        return []
    found = []
    for word in said.content(span, pool.entries):
        holders = [*pool.holders(word)]
        denying = [s for s in holders if _is_denied_in(word, s.reading)]
        is_denied = denying == holders or not {*best[:1]}.isdisjoint(denying)
        if denying and is_denied:
            found.append(word)
    return found


def denies(said: Said, span: Span, content: Sequence[Word], pool: Pool) -> bool:
    """What it denies must not be there, in these entries or, unnamed, in any."""
    reading = said.reading
    for denied in reading.negations:
        if not span.start <= denied.start < span.end:
            continue
        if denies_kind(reading, denied, said.library):
            return True
        inside = [
            word
            for word in reading.between(denied.start, denied.end)
            if word in content or is_direction(word)
        ]
        if not inside or reading.text.startswith("instead", denied.start):
            continue
        if any(
            all(_meaning(w) & statement.reading.keys for w in inside)
            and not any(_is_denied_in(w, statement.reading) for w in inside)
            for statement in _contradicting(said, span, content, pool)
        ):
            return True
    return False


def _contradicting(
    said: Said, span: Span, content: Sequence[Word], pool: Pool
) -> list[Statement]:
    """Of entries with most of its words."""
    entries = list(pool.entries)
    if not said.named_within(span):
        entries += said.library.candidates(word.keys for word in content)
    return [
        statement
        for entry in dict.fromkeys(entries)
        if sum(bool(w.keys & entry.keys) for w in content) >= MOST * len(content)
        for statement in entry.statements
    ]


def contrary(content: Sequence[Word], statements: Sequence[Statement]) -> Iterator[str]:
    """Words that say the opposite of the evidence: "paid" for "free"."""
    for word in content:
        for opposite in OPPOSITES.get(word.exact, ()):
            for statement in statements:
                exacts = statement.reading.exacts
                if opposite in exacts and word.exact not in exacts:
                    yield word.text


def _declines(reading: Reading) -> bool:
    return bool(CLAIMS["declines"] & reading.exacts)


def _declines_at(reading: Reading, word: Word) -> bool:
    """Whether it was declined: "turned down a post", "a post, declined"."""
    start, end = _sides(reading, word)
    words = reading.between(start, end)
    return any(w.exact in CLAIMS["declines"] for w in words) and not _declines(
        Reading(word.text, reading.code)
    )


def _sides(reading: Reading, word: Word) -> tuple[int, int]:
    ends = [m.start() for m in _SIDE.finditer(reading.text)]
    before = [end for end in ends if end < word.start]
    after = [end for end in ends if end >= word.end]
    return (before or [0])[-1], (after or [len(reading.text)])[0]


def _is_denied_in(word: Word, evidence: Reading) -> bool:
    same = [w for w in evidence.words if w.own_keys & word.own_keys] or [
        w for w in evidence.words if w.keys & word.keys
    ]
    return bool(same) and all(
        evidence.is_denied(other) or _declines_at(evidence, other) for other in same
    )


def _meaning(word: Word) -> frozenset[str]:
    """Of a title no other word: an architect is no engineer."""
    return word.own_keys if word.exact in TITLES else word.keys
