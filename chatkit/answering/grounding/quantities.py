"""Is a number of a sentence one of the evidence, of the same thing?"""

import re
from collections.abc import Sequence
from functools import lru_cache

from chatkit.answering.grounding import counts, times
from chatkit.answering.grounding.counts import following, neighbours, preceding
from chatkit.answering.grounding.figures import fits
from chatkit.answering.grounding.library import Statement
from chatkit.answering.grounding.said import TIMES, Said
from chatkit.answering.grounding.support import Pool
from chatkit.answering.grounding.vocabulary import (
    CLAIMS,
    MEASURES,
    PATTERNS,
)
from chatkit.answering.parsing.amounts import Amount
from chatkit.answering.parsing.dates import total_months
from chatkit.answering.parsing.language import keys
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading
from chatkit.answering.parsing.shares import Share
from chatkit.answering.passages import Kind
from chatkit.answering.text.tokens import stem

DOUBLE = frozenset({stem("doubled"), stem("twice")})
HALF = frozenset({stem("halved"), stem("half")})
PEOPLE = frozenset(map(stem, ["people", "person", "members", "staff", "employees"]))
_MONTHS = {"month": 1, "year": 12}
MONTHS_AND_YEARS = set(_MONTHS)
LENGTHS = frozenset({"year", "decade", "month"})
LEAD = keys("supervise") & keys("lead")
_RATE = re.compile(
    r"[^.,;\d]{0,40}?\b(?<!under\s)(?<!over\s)(?<!in\s)(?<!than\s)(?:(?:a|an|per|each|every)\s"
    r"(?P<unit>second|minute|hour|day|week|month|quarter|term|year|shift)\b"
    r"|(?P<adverb>hourly|daily|weekly|monthly|quarterly|yearly|annually)\b)",
    re.I,
)
_DIRECT_RATE = re.compile(r"\s(?:\w+\s){0,2}(?:an?|per|each|every)\s\w", re.I)
_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
_CROWNS = frozenset({"KR", "SEK", "NOK", "DKK"})
_BY = re.compile(r"\b(?:by|in)\s$", re.I)
_CHANGED = re.compile(
    r"[\s-]*(?:\w+\s)?(?:faster|quicker|shorter|slower|longer|less|fewer|more|earlier|later|points?)\b",
    re.I,
)
_IN_YEAR = re.compile(r"[^,;\d]{0,40}?\b(?:in|of) (?P<year>(?:19|20)\d\d)\b")


def find_evidence(
    amount: Amount, said: Said, span: Span, pool: Pool
) -> Statement | bool:
    """The statement that has it; True where it follows from dates or by counting."""
    reading, library = said.reading, said.library
    if _is_denied(amount, reading) or _is_part(amount, reading):
        return True
    if found := _stated(amount, said, pool)[0]:
        return found
    if counts.kinds_of(amount, reading) and amount.values != (1.0,):
        return counts.is_count(amount, said, pool.entries)
    for statement in pool.statements:
        if _follows(amount, reading, statement):
            return statement
    if amount.values == (1.0,):
        return True
    if amount.unit in LENGTHS and not amount.kind:
        sets = [*([entry] for entry in pool.entries), pool.entries]
        if any(times.is_length_of(amount, some) for some in sets):
            return True
        is_career = amount.unit != "month" and not said.named_within(span)
        if is_career and times.is_length(amount, set(total_months(library.positions))):
            return True
    return counts.is_count(amount, said, pool.entries) or counts.is_place_count(
        amount, reading, library
    )


def has_other(amount: Amount, said: Said, pool: Pool) -> bool:
    """Whether the evidence has another number of the very thing."""
    return _stated(amount, said, pool)[1]


def _stated(amount: Amount, said: Said, pool: Pool) -> tuple[Statement | None, bool]:
    """Where the value stands, unless there another thing has it and this another."""
    reading = said.reading
    counted = _after(reading, amount)
    same, others = [], False
    for statement in pool.statements:
        evidence = statement.reading
        is_change = bool(PATTERNS["change"].search(evidence.text))
        for known in evidence.amounts:
            if not _is_comparable(amount, known, reading, evidence):
                continue
            theirs = _after(evidence, known)
            if counted and theirs:
                is_it = bool(counted & theirs) or bool(counted & PEOPLE)
            else:
                before = _before(reading, amount), _before(evidence, known)
                is_it = bool(before[0] & before[1])
            if not _fits(amount, known):
                others |= is_it and not is_change
            elif not (
                _other_year(amount, reading, known, evidence)
                or _other_measure(counted, theirs)
                or _other_rate(amount, reading, known, evidence)
                or (not is_change and _is_beside(amount, reading, known, evidence))
                or _leads_others(amount, reading, statement, pool)
            ):
                if is_it:
                    return statement, others
                is_count = (
                    theirs and not amount.kind and counts.kinds_of(amount, reading)
                )
                if not is_count and (said.is_foreign or _is_relevant(said, statement)):
                    same.append((bool(counted) == bool(theirs), statement))
    left = (s for is_clear, s in same if not (is_clear and others))
    return next(left, None), others


def _is_relevant(said: Said, statement: Statement) -> bool:
    words = [w for w in said.reading.plain_words if not w.is_function]
    return statement.number in said.marked or any(
        word.keys & statement.reading.keys for word in words
    )


def _fits(amount: Amount, known: Amount) -> bool:
    if {amount.unit, known.unit} == MONTHS_AND_YEARS:
        size, other = _MONTHS[amount.unit], _MONTHS[known.unit]
        return amount.values[0] * size == known.values[0] * other
    return any(fits(v, k, amount.hedge) for v in amount.values for k in known.values)


def _is_comparable(
    amount: Amount, known: Amount, reading: Reading, evidence: Reading
) -> bool:
    kinds = {amount.kind, known.kind}
    is_percent = not amount.kind and _has_percent(reading) and known.kind == "percent"
    if len(kinds) > 1 and not kinds <= _CROWNS and not is_percent:
        return False
    if {amount.unit, known.unit} == MONTHS_AND_YEARS:
        return True
    if amount.unit and not known.unit:
        return not following(evidence, known) and stem(amount.unit) in evidence.keys
    if known.unit and not amount.unit:
        counted = following(reading, amount)
        return not counted or any(stem(known.unit) in w.keys for w in counted)
    return amount.unit == known.unit


def _has_percent(reading: Reading) -> bool:
    """ "To 4 percent instead of 9" """
    return any(amount.kind == "percent" for amount in reading.amounts)


def _other_year(
    amount: Amount, reading: Reading, known: Amount, evidence: Reading
) -> bool:
    """ "12 in 2025", where it says "12 in 2021"."""
    said = _IN_YEAR.match(reading.text, amount.end)
    told = _IN_YEAR.match(evidence.text, known.end)
    return said is not None and told is not None and said["year"] != told["year"]


def _other_measure(counted: frozenset[str], theirs: frozenset[str]) -> bool:
    """Kilometres are no miles."""
    units = {*MEASURES.values()}
    one, other = units & counted, units & theirs
    return bool(one and other) and not one & other


def _is_beside(
    amount: Amount, reading: Reading, known: Amount, evidence: Reading
) -> bool:
    """ "She refused 184", where it says "assessed 184 and refused 23"."""
    mine, its = neighbours(reading, amount), neighbours(evidence, known)
    return any(
        not _fits(amount, other)
        and any(
            a & b and c and not a & c
            for a, b, c in zip(mine, neighbours(evidence, other), its, strict=True)
        )
        for other in evidence.amounts
        if other.kind == known.kind
    )


def _other_rate(
    amount: Amount, reading: Reading, known: Amount, evidence: Reading
) -> bool:
    said, told = _rate(reading, amount.end), _rate(evidence, known.end)
    if said and not told and _DIRECT_RATE.match(reading.text, amount.end):
        units = [said, *(word for word, unit in _ADVERBS.items() if unit == said)]
        return not any(unit in evidence.text.lower() for unit in units)
    return bool(said and told) and said != told


def _rate(reading: Reading, start: int) -> str:
    found = _RATE.match(reading.text, start)
    if not found:
        return ""
    return found["unit"] or _ADVERBS[found["adverb"].lower()]


def _leads_others(
    amount: Amount, reading: Reading, statement: Statement, pool: Pool
) -> bool:
    """ "She leads 75 electricians", where the firm only has them."""
    entry = next(e for e in pool.entries if statement in e.statements)
    is_about = statement.number == entry.number and entry.kind == Kind.POSITION
    is_told = LEAD & statement.reading.keys or any(
        CLAIMS["leaders"] & e.statements[0].reading.exacts for e in pool.entries
    )
    leads = any(LEAD & w.keys for w in preceding(reading, amount))
    return is_about and leads and not is_told


@lru_cache(maxsize=4_096)
def _after(reading: Reading, amount: Amount) -> frozenset[str]:
    """Keys of what a number counts."""
    words = following(reading, amount)
    words = [w for w in words if w.exact.removesuffix("s") not in TIMES]
    unit = next((MEASURES[key] for w in words[:1] for key in w.keys & {*MEASURES}), "")
    return frozenset([unit] if unit else (key for w in words for key in w.keys))


def _before(reading: Reading, amount: Amount) -> frozenset[str]:
    words = preceding(reading, amount)[-1:]
    return frozenset(key for word in words for key in word.keys)


def _follows(amount: Amount, reading: Reading, statement: Statement) -> bool:
    """Whether it can be computed from the numbers of a statement."""
    figures = statement.figures
    if amount.kind == "percent" and any(
        round(100 * share.value) in amount.values for share in statement.reading.shares
    ):
        return True
    if amount.kind in {"percent", "fold"} or amount.vague:
        return figures.support(amount)
    around = reading.text[: amount.start][-4:], reading.text[amount.end :][:40]
    return bool(
        figures.differences.intersection(amount.values)
        and (_BY.search(around[0]) or _CHANGED.match(around[1]))
    )


def share_of(share: Share, statements: Sequence[Statement]) -> Statement | None:
    for statement in statements:
        reading, figures = statement.reading, statement.figures
        if share.value > 1:
            doubled = share.value == 2 and reading.keys & DOUBLE  # noqa: PLR2004
            if doubled or figures.support_ratio(share.value, share.hedge):
                return statement
        elif (
            figures.support_share(share.value, share.hedge)
            or (share.value == 0.5 and reading.keys & HALF)  # noqa: PLR2004
            or any(s.value == share.value for s in reading.shares)
        ):
            return statement
    return None


def _is_denied(amount: Amount, reading: Reading) -> bool:
    before = reading.text[max(0, amount.start - 12) : amount.start]
    return bool(re.search(r"\bnot\s(?:\w+\s)?$", before))


def _is_part(amount: Amount, reading: Reading) -> bool:
    """ "Two of them", after a count."""
    rest = reading.text[amount.end :]
    return bool(re.match(r"\sof\s(?:them|these|those|which|whom)\b", rest)) and any(
        other.values[0] >= amount.values[0]
        for other in reading.amounts
        if other.end <= amount.start
    )
