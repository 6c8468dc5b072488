"""Find numbers, dates and durations that no passage supports."""

import re
from collections.abc import Iterator, Sequence

from chatkit.answering.grounding.amounts import Amount, find_amounts
from chatkit.answering.grounding.dates import (
    Date,
    Period,
    find_dates,
    months_of_each,
    total_months,
)
from chatkit.answering.grounding.evidence import Evidence, normalize
from chatkit.answering.grounding.figures import find_ages
from chatkit.answering.grounding.masking import Span, blank_out
from chatkit.answering.grounding.vocabulary import COUNTED, META, PATTERNS
from chatkit.answering.text.tokens import tokenize

MOST_META = 12  # "ten highlights" counts an answer's own items
_RATIOS = (
    (2.0, r"\bdoubl(?:ed|es|ing)\b|\btwice (?:as|the|what)\b|\bhalv(?:ed|es|ing)\b"),
    (2.0, r"\b(?:cut|reduced|fell|dropped) (?:\w+ ){0,4}(?:by|in) half\b"),
    (3.0, r"\btripl(?:ed|es|ing)\b|\bthree times\b|\bthrice\b"),
    (4.0, r"\bquadrupl(?:ed|es|ing)\b"),
    (10.0, r"\btenfold\b"),
)
_SHARES = (
    (1 / 3, r"\b(?:by|than|nearly|about|almost) (?:a|one)[ -]third\b"),
    (0.25, r"\b(?:by|than|nearly|about|almost) (?:a|one)[ -]quarter\b"),
    (2 / 3, r"\btwo[ -]thirds\b"),
    (0.75, r"\bthree[ -]quarters\b"),
)


def find_unsupported_numbers(text: str, evidence: Evidence) -> Iterator[Span]:
    ages = find_ages(text)
    yield from (age for age in ages if not evidence.ages.support(age, text))
    text = blank_out(text, ages)
    for patterns, is_supported in (
        (_RATIOS, evidence.figures.support_ratio),
        (_SHARES, evidence.figures.support_share),
    ):
        for value, pattern in patterns:
            if (found := re.search(pattern, text, re.I)) and not is_supported(value):
                yield Span(*found.span())
    dates = find_dates(text)
    yield from (date for date in dates if not _is_supported_date(date, text, evidence))
    text = blank_out(text, dates)
    for amount in find_amounts(text):
        if not _is_supported_amount(amount, text, evidence):
            yield amount


def _is_supported_date(date: Date, text: str, evidence: Evidence) -> bool:
    figures = evidence.figures
    if date.decade:
        decade = range(date.year, date.year + (100 if date.year % 100 == 0 else 10))
        return any(year in decade for year in figures.years | evidence.years_within)
    if date.day:
        return (date.year, date.month, date.day) in figures.days
    if date.month:
        return (date.year, date.month) in figures.months
    if date.year in figures.years:
        return not PATTERNS["job_begins_or_ends"].search(
            text[: date.start]
        ) or _fits_job(date, text, evidence)
    within = date.year in evidence.years_within and PATTERNS["within_year"].search(
        text[: date.start]
    )
    return bool(within) and not PATTERNS["event"].search(text)


def _fits_job(date: Date, text: str, evidence: Evidence) -> bool:
    ends = {
        (month - 1) // 12
        for period in _named(text, evidence)
        for month in (period.start, period.end, period.end - 1)
    }
    return not ends or date.year in ends


def _is_supported_amount(amount: Amount, text: str, evidence: Evidence) -> bool:
    if amount.unit in {"year", "decade"} and not amount.kind:
        return _is_duration(amount, text, evidence)
    if evidence.figures.support(amount):
        return True
    if amount.kind:
        return False
    if amount.unit == "month":
        named = _named(text, evidence) or evidence.periods
        lasted = set(months_of_each(named))
        return any(abs(m - v) <= 1 for m in lasted for v in amount.values)
    return amount.values == (1.0,) or _counts(amount, text, evidence)


def _is_duration(amount: Amount, text: str, evidence: Evidence) -> bool:
    """About so long lasted what the sentence names, else the career or any entry."""
    length = 10 if amount.unit == "decade" else 1
    exact = evidence.figures.years_said()
    values = {value * length for value in amount.values}
    if exact & values and length == 1:
        return True
    if named := _named(text, evidence):
        months = set(months_of_each(named)) | set(total_months(named))
    else:
        months = set(total_months(evidence.periods))
        if not PATTERNS["career"].search(text):
            months |= set(months_of_each(evidence.periods))
    lasted = {month / 12 for month in months} | (exact if length == 10 else set())
    over = 1.5 if amount.hedge == "over" and max(values) >= 3 else 1.0
    slack = 1.0 if length == 1 else 2.0
    return any(
        v - slack <= m <= max(v + slack, v * over) for m in lasted for v in values
    )


def _named(text: str, evidence: Evidence) -> Sequence[Period]:
    said = {normalize(word.exact) for word in tokenize(text)}
    return [period for period, name in evidence.organizations if name and name <= said]


def _counts(amount: Amount, text: str, evidence: Evidence) -> bool:
    following = tokenize(text[amount.end : amount.end + 60])[:4]
    for word in following:
        noun = normalize(word.exact)
        if noun in META:
            return amount.values[0] <= MOST_META
        sizes = [
            evidence.sizes[kind] for kind, nouns in COUNTED.items() if noun in nouns
        ]
        if sizes:
            return amount.values[0] <= sum(sizes)
    listed = re.split(r",| and |\bor\b", text[amount.end :].partition(":")[2])
    return len(listed) > 1 and amount.values[0] == len([x for x in listed if x.strip()])
