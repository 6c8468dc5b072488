"""What the résumé has of a kind, counted."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from chatkit.answering.grounding.library import Entry, Library
from chatkit.answering.grounding.said import Said
from chatkit.answering.grounding.vocabulary import COUNTED, META, PATTERNS
from chatkit.answering.parsing.amounts import Amount
from chatkit.answering.parsing.reading import Reading, Word
from chatkit.answering.passages import Kind

NEAR = 3  # words around a number that say what it counts
MOST_META = 12  # "ten highlights" counts an answer's own items
_ITEM = re.compile(r",\s(?:and\s)?|\sand\s|\sor\s")
_LISTS = re.compile(r":|,?\s(?:namely|that is)\b")
_PART_ENDS = re.compile(r"[,;:()]|\band\b")
_BREAK = re.compile(
    r"[.,;:!?()]|\b(?:by|through|without|which|who|that|while|because|and|at|in|for|on|from"
    r"|to|as|since|with|under|instead|or)\b"
)


@lru_cache(maxsize=4_096)
def following(reading: Reading, amount: Amount) -> list[Word]:
    """The words that say what an amount counts."""
    stop = _BREAK.search(reading.text, amount.end)
    ends = [stop.start()] if stop else []
    ends += [other.start for other in reading.amounts if other.start >= amount.end][:1]
    ends += [other.start for other in reading.dates if other.start >= amount.end][:1]
    words = reading.between(amount.end, min(ends, default=len(reading.text)))
    return [word for word in words if not word.is_function][:NEAR]


def preceding(reading: Reading, amount: Amount) -> list[Word]:
    words = [w for w in reading.words if w.end <= amount.start and not w.is_function]
    return words[-NEAR:]


@lru_cache(maxsize=4_096)
def neighbours(reading: Reading, amount: Amount) -> tuple[frozenset[str], ...]:
    """Keys of the words before it, of the first after it, and of all to the next comma."""
    others = [one for one in reading.amounts if one is not amount]
    start = max((o.end for o in others if o.end <= amount.start), default=0)
    before = [
        w
        for w in reading.between(start, amount.start)
        if not w.is_function and w.end + 1 == amount.start
    ]
    ends = [o.start for o in others if o.start >= amount.end]
    stop = _PART_ENDS.search(reading.text, amount.end)
    ends += [stop.start()] if stop else []
    end = min(ends, default=len(reading.text))
    after = [
        w
        for w in reading.plain_words
        if amount.end <= w.start < end and not w.is_function
    ]
    return tuple(
        frozenset(key for w in words for key in w.own_keys)
        for words in (before, after[:1], after)
    )


def kinds_of(amount: Amount, reading: Reading) -> list[Kind]:
    """The kinds of entries that it may count."""
    words = following(reading, amount)
    return [
        kind
        for word in (words[-1:] if reading.code == "en" else words)
        for kind, nouns in COUNTED.items()
        if nouns & word.keys
    ]


def is_count(amount: Amount, said: Said, entries: Sequence[Entry]) -> bool:
    """Whether it counts entries of a kind, or what the sentence lists, rightly."""
    reading, library = said.reading, said.library
    if amount.values[0] in _listed(said, amount):
        return True
    for word in following(reading, amount):
        is_meta = META & word.keys or word.exact in META
        if is_meta and not any(word.keys & entry.keys for entry in entries):
            return amount.values[0] <= MOST_META
        kinds = [kind for kind, nouns in COUNTED.items() if nouns & word.keys]
        if kinds:
            return amount.values[0] in set(_counts(kinds, word, reading, library))
    return False


def _counts(
    kinds: Sequence[Kind], noun: Word, reading: Reading, library: Library
) -> Iterator[int]:
    for kind in kinds:
        entries = library.of_kind(kind)
        yield len(entries)
        yield len({e.passage.facts.organization for e in entries})
        if kind == Kind.POSITION:
            yield len({getattr(e.passage.facts, "title", "") for e in entries})
    total = sum(len(library.of_kind(kind)) for kind in kinds)
    if PATTERNS["part_of"].search(reading.text[: noun.start][-30:]) or PATTERNS[
        "part_of"
    ].match(reading.text[noun.end :]):
        yield from range(1, total)


def _listed(said: Said, amount: Amount) -> set[int]:
    """How many things the sentence itself lists, after a colon or by name."""
    opening = _LISTS.search(said.reading.text, amount.end)
    listed = _ITEM.split(said.reading.text[opening.end() :]) if opening else []
    named = {id(entry) for _, _, entry in said.named}
    return {
        count
        for count in (len([x for x in listed if x.strip()]), len(named))
        if count > 1
    }


def is_place_count(amount: Amount, reading: Reading, library: Library) -> bool:
    after = following(reading, amount)[:2]
    if not any(w.exact in {"cities", "towns", "places", "countries"} for w in after):
        return False
    places = {
        place
        for entry in library.of_kind(Kind.POSITION)
        if (place := getattr(entry.passage.facts, "place", ""))
    }
    return amount.values[0] <= len(places)
