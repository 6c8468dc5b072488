"""Do the dates of a sentence belong to the entry that it speaks of?"""

import re
from collections.abc import Iterable, Iterator, Sequence

from chatkit.answering.grounding.library import Entry, Statement
from chatkit.answering.parsing.amounts import Amount
from chatkit.answering.parsing.dates import (
    Date,
    month_index,
    months_of_each,
    total_months,
)
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading
from chatkit.answering.passages import Kind

_STARTS = re.compile(
    r"\b(?:since|joined|started|began|from|became|moved|promoted|founded|hired)\b[^,;]*$",
    re.I,
)
_ENDS = re.compile(
    r"\b(?:left|until|till|ended|finish\w*|graduat\w*|complet\w*)\b[^,;]*$", re.I
)
_ENDED = re.compile(r"\s(?:finished|completed)\b", re.I)
_DEGREE = re.compile(
    r"\b(?:got|earned|received|obtained|awarded|holds?|gained)\b[^,;]*$", re.I
)
_DURING = re.compile(
    r"\b(?:while|during|as an? \w+ (?:at|with|for|of)\b|when|at the time|in (?:her|his) (?:time|years)|whilst)\b",
    re.I,
)
_ORDERED = re.compile(
    r"\b(?:before|after|between|then|later|earlier|prior|following|since)\b", re.I
)
_ORDER = frozenset({"before", "after"})
_HELD = frozenset({Kind.POSITION, Kind.STUDY, Kind.VOLUNTEERING})
_LASTING = frozenset({Kind.POSITION, Kind.VOLUNTEERING, Kind.STUDY, Kind.PROJECT})


def unsupported_dates(
    reading: Reading, span: Span, entries: Sequence[Entry], best: Sequence[Statement]
) -> Iterator[Date]:
    for at in reading.dates:
        if span.start <= at.start < span.end and not any(
            _fits(at, reading, entry, best) for entry in entries
        ):
            yield at


def _fits(at: Date, reading: Reading, entry: Entry, best: Sequence[Statement]) -> bool:
    before = reading.text[: at.start][-60:]
    facts = entry.passage.facts
    starts = _STARTS.search(before)
    ends = _ENDS.search(before) or _ENDED.match(reading.text, at.end)
    if starts and ends:
        starts, ends = (starts, None) if starts.start() > ends.start() else (None, ends)
    start, end = _is_same(at, facts.start), _is_same(at, facts.end)
    if starts and entry.kind in _LASTING and start:
        return True
    if entry.kind == Kind.STUDY and _DEGREE.search(before) and not starts:
        return end or _in_text(at, entry)
    own = [s for s in best if s in entry.statements]
    stated = any(
        _same_date(at, d)
        for s in own
        if not (ends and s.is_head)
        for d in s.reading.dates
    )
    if stated:
        return True
    is_open_range = starts and re.search(r"\bto\b|\bfrom\b", before)
    if ends or (starts and not is_open_range and entry.kind in _LASTING):
        return (end if ends else start) or _in_text(at, entry)
    specific = [s for s in own if s.reading.dates and not s.is_head]
    if specific and at.year:
        return False
    if start or end or _in_text(at, entry):
        return True
    return _is_within(at, entry) and not starts


def _in_text(at: Date, entry: Entry) -> bool:
    return any(
        _same_date(at, d)
        for s in entry.statements
        if not s.is_head
        for d in s.reading.dates
    )


def _is_same(at: Date, iso: str) -> bool:
    parts = [int(part) for part in iso.split("-")[:3] if part.isdigit()]
    if not parts:
        return False
    if at.decade:
        return at.year <= parts[0] < at.year + 10
    said = [at.year, at.month, at.day]
    if said[0] and said[0] != parts[0]:
        return False
    for value, known in zip(said[1:], [*parts[1:], 0, 0], strict=False):
        if value and value != known:
            return False
    return True


def _same_date(at: Date, known: Date) -> bool:
    if at.decade or known.decade:
        return at.year == known.year
    return (
        (not at.year or not known.year or at.year == known.year)
        and (not at.month or at.month == known.month)
        and (not at.day or at.day == known.day)
    )


def _is_within(at: Date, entry: Entry) -> bool:
    period = entry.period
    if not period or not at.year:
        return False
    first = at.year * 12 + (at.month or 1)
    last = at.year * 12 + (at.month or 12)
    if at.decade:
        last += 108
    return period.start <= last and first < period.end


def out_of_time(reading: Reading, used: Sequence[Entry]) -> bool:
    """Whether two things that it puts at the same time, or in order, were not."""
    dated = [(entry, months) for entry in used if (months := _months(entry))]
    if len(dated) < 2:
        return False
    if not _ORDERED.search(reading.text) and _DURING.search(reading.text):
        return any(
            others and all(start >= finish or end <= begin for begin, finish in others)
            for entry, (start, end) in dated
            if (
                others := [
                    months
                    for other, months in dated
                    if other is not entry and other.kind in _HELD
                ]
            )
        )
    return False


def _months(entry: Entry) -> tuple[int, int] | None:
    if period := entry.period:
        return period.start, period.end
    start = entry.passage.facts.start
    if not start[:4].isdigit():
        return None
    if len(start) < 7:
        return int(start[:4]) * 12 + 1, int(start[:4]) * 12 + 13
    month = month_index(start, 0)
    return month, month + 1


def is_length_of(amount: Amount, entries: Sequence[Entry]) -> bool:
    periods = [entry.period for entry in entries if entry.period]
    months = set(months_of_each(periods)) | set(total_months(periods))
    months |= {m for entry in entries if (m := entry.months_since)}
    return is_length(amount, months)


def is_length(amount: Amount, months: Iterable[int]) -> bool:
    size = {"decade": 120.0, "year": 12.0, "month": 1.0}[amount.unit]
    for value in amount.values:
        said = value * size
        for lasted in months:
            if amount.hedge == "over":
                good = said - 1 <= lasted <= said * (1.5 if value >= 3 else 1) + size
            elif amount.hedge == "under":
                good = said - size <= lasted <= said + 1
            else:
                good = abs(lasted - said) <= max(1.0, 0.7 * size, 0.08 * said)
            if good:
                return True
    return False


def wrong_order(parts: Sequence[tuple[str, Sequence[Entry]]]) -> bool:
    """ "A before B", where A came after B; ``parts`` are clauses by what opens them."""
    for (opens, first), (joins, second) in zip(parts, parts[1:], strict=False):
        one, other = _only(first), _only(second)
        if not one or not other or one == other:
            continue
        if joins in _ORDER:
            earlier, later = (one, other) if joins == "before" else (other, one)
        elif opens in _ORDER:
            earlier, later = (other, one) if opens == "before" else (one, other)
        else:
            continue
        if earlier[0] > later[0]:
            return True
    return False


def _only(entries: Sequence[Entry]) -> tuple[int, int] | None:
    periods = {months for entry in entries if (months := _months(entry))}
    return periods.pop() if len(periods) == 1 else None
