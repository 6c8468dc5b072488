"""Dates as months that can be counted: unions, gaps, overlaps, what is current."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chatkit.answering.passages import Facts

Month = int  # months since the year 0
FOREVER = 9999 * 12


@dataclass(frozen=True, slots=True)
class Interval:
    """Months, both included; ``vague`` of its ends are years only."""

    first: Month
    last: Month
    vague: int = 0

    @property
    def months(self) -> int:
        """A year alone is taken to mean its middle."""
        return max(1, self.last - self.first + 1 - 6 * self.vague)

    def touches(self, other: "Interval") -> bool:
        return self.first <= other.last and other.first <= self.last

    def common(self, other: "Interval") -> "Interval":
        return Interval(max(self.first, other.first), min(self.last, other.last))


def month_of(day: date) -> Month:
    return day.year * 12 + day.month - 1


def parse(text: str, *, end: bool = False) -> Month:
    """The month of a date of ISO 8601; of a year its first, or its ``end``."""
    year, *rest = text.split("-")
    return int(year) * 12 + (int(rest[0]) - 1 if rest else 11 * end)


def interval(facts: Facts, today: Month) -> Interval | None:
    """What lasts until now ends today; None without any date."""
    if not (facts.start or facts.end):
        return None
    first = parse(facts.start or facts.end)
    if facts.end:
        last = parse(facts.end, end=True)
    elif facts.current:
        last = max(first, today)
    else:
        last = parse(facts.start, end=True)
    stated = [text for text in (facts.start, facts.end) if text]
    return Interval(first, max(first, last), sum("-" not in text for text in stated))


def is_now(facts: Facts, today: Month) -> bool:
    if not facts.start or parse(facts.start) > today:
        return False
    return facts.current or (bool(facts.end) and parse(facts.end, end=True) >= today)


def is_future(facts: Facts, today: Month) -> bool:
    return bool(facts.start) and parse(facts.start) > today


def union(intervals: Iterable[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for one in sorted(intervals, key=lambda one: (one.first, one.last)):
        if merged and one.first <= merged[-1].last + 1:
            before = merged.pop()
            last = max(before.last, one.last)
            vague = max(before.vague, one.vague)
            one = Interval(before.first, last, vague)  # noqa: PLW2901
        merged.append(one)
    return merged


def gaps(intervals: Iterable[Interval], shortest: int = 2) -> Iterator[Interval]:
    """The times of at least ``shortest`` months that no interval covers."""
    merged = union(intervals)
    for before, after in zip(merged, merged[1:], strict=False):
        if after.first - before.last - 1 >= shortest:
            yield Interval(before.last + 1, after.first - 1)


def overlaps(intervals: Sequence[Interval]) -> Iterator[tuple[int, int]]:
    """Pairs of places whose intervals share more than one month, the latest first."""
    order = sorted(range(len(intervals)), key=lambda at: -intervals[at].first)
    for rank, later in enumerate(order):
        for earlier in order[rank + 1 :]:
            if intervals[later].common(intervals[earlier]).months > 1:
                yield min(earlier, later), max(earlier, later)
