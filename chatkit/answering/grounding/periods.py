"""How long things lasted, from the dates of the passages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chatkit.answering.passages import Kind, Passage

MID_YEAR = 7


@dataclass(frozen=True, slots=True)
class Period:
    """In months since year 0; ``end`` is the month after the last."""

    kind: str
    organization: str
    start: int
    end: int

    @property
    def months(self) -> int:
        return max(0, self.end - self.start)


def list_periods(passages: Sequence[Passage], today: date) -> tuple[Period, ...]:
    """The periods of all that has a start; what is current lasts until today."""
    this_month = today.year * 12 + today.month
    periods = []
    for passage in passages:
        facts = passage.facts
        is_dated = facts.start[:4].isdigit() and (facts.end or facts.current)
        if is_dated and not passage.parent:
            start = _month(facts.start, 0)
            end = _month(facts.end, 1) if facts.end else this_month
            name = facts.organization or passage.title
            periods.append(Period(passage.kind, name, start, end))
    return tuple(periods)


def total_months(periods: Sequence[Period]) -> Iterator[int]:
    """Months of experience: at work, with and without the gaps, and in all."""
    for kinds in ({Kind.POSITION}, {Kind.POSITION, Kind.VOLUNTEERING}):
        chosen = sorted((p.start, p.end) for p in periods if p.kind in kinds)
        if not chosen:
            continue
        latest = max(end for _, end in chosen)
        yield latest - chosen[0][0]
        reached = covered = 0
        for start, end in chosen:
            covered += max(0, end - max(start, reached))
            reached = max(reached, end)
        yield covered


def months_of_each(periods: Sequence[Period]) -> Iterator[int]:
    """Months of each, and of all those at one organization."""
    yield from (period.months for period in periods)
    by_name: dict[str, int] = {}
    for period in periods:
        name = period.organization
        by_name[name] = by_name.get(name, 0) + period.months
    yield from by_name.values()


def years_within(periods: Sequence[Period]) -> set[int]:
    """All years in which something in the résumé went on."""
    return {
        (month - 1) // 12
        for period in periods
        for month in (*range(period.start, period.end), period.start)
    }


def _month(text: str, after: int) -> int:
    """2019 alone means its middle, so that 2019 to 2024 are five years."""
    year, _, rest = text.partition("-")
    month = rest[:2]
    if not year.isdigit():
        return 0
    if not month.isdigit():
        return int(year) * 12 + MID_YEAR
    return int(year) * 12 + int(month) + after
