"""What a sentence says of its words: how many, which way, how well, why, and who."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from chatkit.answering.grounding.library import Statement
from chatkit.answering.grounding.vocabulary import (
    CLAIMS,
    DIRECTION,
    PATTERNS,
)
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading, Word

_MOST = re.compile(
    r"\bmost (?!of\b|recent|notabl|likely|relevant|important|often|of\b|her\b|his\b|probably)\w+"
    r"|\bmore \w+ than (?!\d|a |one|two|three|four|five|half|twice|just)"
    r"|\b\w{3,}er than (?!\d|a |one|two|three|four|five)\w+"
    r"|\bone of the (?:most|best|finest|few)\b|\bsecond to none\b|\blike no(?:body|one)?\b",
    re.IGNORECASE,
)
_EXCLUSIVE = re.compile(
    r"\bthe whole of\b|\bof the (?:year|month|decade)\b|\b(?:the|her|his) only\b|\bonly (?:person|one|woman|man)\b"
    r"|\b(?:the|was|is|came|ranked) first\b(?! (?:half|year|of two|time|job|as|semester))",
    re.IGNORECASE,
)
_MEASURED = re.compile(r"\s(?:from|by|to|\d)")  # after "up", unlike in "set up"
_PAIRED = re.compile(r"\b(?:from|instead|replac|switch|swap)", re.IGNORECASE)
_PAIRS = (
    (
        re.compile(
            r"\bfrom\s(?P<a>[^,;]{1,70}?)\s(?:up\s|down\s)?to\s(?P<b>[^,;]{1,45})", re.I
        )
    ),
    (re.compile(r"(?P<b>[^,;]{1,60}?),?\sinstead of\s(?P<a>[^,;]{1,45})", re.I)),
    (
        re.compile(
            r"(?P<b>[^;]{1,60}?),?\s(?:reduced|rose|raised|improved|increased)\sfrom\s(?P<a>[^,;]{1,40}?)(?=$|[,;.])",
            re.I,
        )
    ),
    (
        re.compile(
            r"\b(?:replac|switch|swap)\w*\s(?P<a>[^,;]{1,60}?)\s(?:with|by|for)\s(?P<b>[^,;]{1,60})",
            re.I,
        )
    ),
    (
        re.compile(
            r"(?P<a>[^,;]{1,60}?)\s(?:was|were)\s(?:replaced|swapped)\s(?:with|by|for)\s(?P<b>[^,;]{1,60})",
            re.I,
        )
    ),
    (
        re.compile(
            r"(?P<b>[^,;]{1,60}?)(?<!was)(?<!were)(?<!been)\s(?:has\s)?replaced\s(?!with\b|by\b)(?P<a>[^,;]{1,60}?)(?=$|[,;.]|\sin\b|\sat\b)",
            re.I,
        )
    ),
)


def turns_around(reading: Reading, statements: Sequence[Statement]) -> bool:
    """Whether it says "from B to A" where the evidence says "from A to B"."""
    for first, second in pairs(reading):
        for statement in statements:
            for before, after in pairs(statement.reading):
                if all(map(_numbers, (first, second, before, after))):
                    first, second = _numbers(first), _numbers(second)
                direct = len(first & before) + len(second & after)
                crossed = len(first & after) + len(second & before)
                if crossed > direct and first & after and second & before:
                    return True
    return False


def _numbers(things: frozenset[str]) -> frozenset[str]:
    return frozenset(thing for thing in things if thing.startswith("#"))


@lru_cache(maxsize=4_096)
def pairs(reading: Reading) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """What it says was before and after, without what both have."""
    if not _PAIRED.search(reading.text):
        return ()
    found = []
    for pattern in _PAIRS:
        for match in pattern.finditer(reading.text):
            first = _things(reading, *match.span("a"))
            second = _things(reading, *match.span("b"))
            found.append((first - second, second - first))
    return tuple(found)


def _things(reading: Reading, start: int, end: int) -> frozenset[str]:
    amounts = {
        f"#{v:g}" for a in reading.amounts if start <= a.start < end for v in a.values
    }
    words = {
        key
        for word in reading.plain_words
        if start <= word.start < end and not word.is_function
        for key in word.keys
    }
    return frozenset(amounts | words)


def goes_other_way(reading: Reading, statement: Statement) -> bool:
    said = directions(reading)
    known = directions(statement.reading) or _numeric(statement.reading)
    own = _numeric(reading)
    if len(said) == 1 and len(own) == 1 and said != own:
        return True
    return len(said) == 1 and len(known) == 1 and said != known


def directions(reading: Reading) -> set[str]:
    return {
        way
        for way, words in DIRECTION.items()
        for word in reading.words
        if word.exact in words and not reading.is_denied(word)
        if word.exact not in way or _MEASURED.match(reading.text, word.end)
    }


def _numeric(reading: Reading) -> set[str]:
    found = re.search(r"\bfrom\b[^,;]*\bto\b", reading.text)
    if not found:
        return set()
    inside = [a for a in reading.amounts if found.start() <= a.start < found.end() + 25]
    if len(inside) < 2 or inside[0].unit != inside[1].unit:
        return set()
    low, high = inside[0].values[0], inside[1].values[0]
    return {"up"} if high > low else {"down"} if high < low else set()


def overstated(
    reading: Reading,
    span: Span,
    statements: Sequence[Statement],
    others: Sequence[Statement] = (),
    *,
    is_empty: bool = False,
) -> Iterator[str]:
    """Quantifiers and superlatives that no statement has."""
    said = {word.exact for s in statements for word in s.reading.words}
    words = list(reading.between(span.start, span.end))
    for at, word in enumerate(words):
        if reading.is_denied(word):
            continue
        following = words[at + 1].exact if at + 1 < len(words) else ""
        if word.exact in CLAIMS["all"] and following.rstrip("s") not in CLAIMS["time"]:
            near = [w for w in words[at + 1 : at + 4] if not w.is_function]
            if not any(_has_all_of(near, s.reading) for s in statements):
                yield word.text
        if word.exact in CLAIMS["alone"] and not (said & CLAIMS["alone"] or is_empty):
            yield word.text
        is_of_resume = following in CLAIMS["listed"]  # "her highest listed degree"
        if (
            is_superlative(word)
            and not is_of_resume
            and not any(
                word.exact in s.reading.exacts
                and (not following or following in s.reading.exacts)
                for s in [*statements, *others]
            )
        ):
            yield word.text
    text = reading.text[span.start : span.end]
    for found in (*_MOST.finditer(text), *_EXCLUSIVE.finditer(text)):
        if not any(found[0].lower() in s.reading.text.lower() for s in statements):
            yield found[0]


def _has_all_of(near: Sequence[Word], evidence: Reading) -> bool:
    words = evidence.words
    for at, word in enumerate(words):
        if word.exact in CLAIMS["all"]:
            around = {key for w in words[max(0, at - 3) : at + 5] for key in w.keys}
            if not near or any(w.keys & around for w in near):
                return True
    return False


def invents_intent(
    reading: Reading,
    span: Span,
    statements: Sequence[Statement],
    *,
    plans_only: bool,
) -> bool:
    """What the person wants, plans or is ready for."""
    pattern = PATTERNS["plans" if plans_only else "intent"]
    found = pattern.search(reading.text, span.start, span.end)
    if not found or PATTERNS["of_visitor"].search(
        reading.text, span.start, found.start()
    ):
        return False
    if reading.text.rstrip(" *_").endswith("?"):
        return False
    wished = [w for w in reading.between(found.end(), span.end) if not w.is_neutral]
    return not any(
        PATTERNS["intent"].search(s.reading.text)
        and 2 * sum(bool(w.keys & s.reading.keys) for w in wished) >= len(wished)
        for s in statements
    )


def overrates(reading: Reading, span: Span, best: Sequence[Statement]) -> str:
    """What it leaves out: that somebody assisted, or was on the list only."""
    words = {w.exact for w in reading.between(span.start, span.end)}
    if reading.negations:
        return ""
    for statement in best:
        exacts = statement.reading.exacts
        second = CLAIMS["nominated"] | {"second", "third"}
        if (weak := exacts & CLAIMS["nominated"]) and not words & second:
            return min(weak)
        leads = words & CLAIMS["leads"] - exacts
        if leads and (weak := exacts & CLAIMS["assists"]) and not weak & words:
            return min(weak)
    return ""


def is_direction(word: Word) -> bool:
    return any(word.exact in words for words in DIRECTION.values())


def is_superlative(word: Word) -> bool:
    if word.exact in CLAIMS["superlative"]:
        return True
    is_form = len(word.exact) > 5 and word.exact.endswith("est") and word.text.islower()
    return is_form and word.exact not in CLAIMS["not_superlative"]


def invents_cause(reading: Reading, statements: Sequence[Statement]) -> bool:
    """A cause needs one statement with both sides of it."""
    found = PATTERNS["cause"].search(reading.text)
    if not found:
        return False
    before: list[Word] = []
    after = [
        w for w in reading.plain_words if w.start >= found.end() and not w.is_neutral
    ]
    if PATTERNS["motive"].search(reading.text[: found.start()]):
        before = [
            w
            for w in reading.plain_words
            if w.end <= found.start() and not w.is_function
        ]
    for statement in statements:
        if not PATTERNS["causal"].search(statement.reading.text):
            continue
        sides = [
            sum(bool(w.keys & statement.reading.keys) for w in side) >= 0.6 * len(side)
            for side in (before, after)
        ]
        if all(sides):
            return False
    if before:
        return True
    known = frozenset().union(*(s.reading.keys for s in statements))
    return sum(bool(w.keys & known) for w in after) < 0.5 * max(1, len(after))
