"""How long things lasted, from the dates of the passages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chatkit.answering.passages import Kind, Passage

MID_YEAR = 7


@dataclass(frozen=True, slots=True)
class Span:
    """An entry's time, in months since year 0; ``end`` is the month after its last."""

    id: str
    kind: str
    organization: str
    start: int
    end: int

    @property
    def months(self) -> int:
        return max(0, self.end - self.start)


def of(passages: Sequence[Passage], today: date) -> tuple[Span, ...]:
    """The spans of all entries that have a start; an open one lasts until today."""
    return tuple(
        Span(
            passage.id,
            passage.kind,
            passage.facts.organization or passage.title,
            _month(passage.facts.start, 0),
            _month(passage.facts.end, 1)
            if passage.facts.end
            else today.year * 12 + today.month,
        )
        for passage in passages
        if passage.facts.start[:4].isdigit()
        and not passage.parent
        and (passage.facts.end or passage.facts.current)
    )


def totals(spans: Sequence[Span]) -> Iterator[int]:
    """Months of experience: at work, with and without the gaps, and in all."""
    for kinds in ({Kind.POSITION}, {Kind.POSITION, Kind.VOLUNTEERING}):
        chosen = sorted((s.start, s.end) for s in spans if s.kind in kinds)
        if not chosen:
            continue
        latest = max(end for _, end in chosen)
        yield latest - chosen[0][0]
        reached = covered = 0
        for start, end in chosen:
            covered += max(0, end - max(start, reached))
            reached = max(reached, end)
        yield covered


def together(spans: Sequence[Span]) -> Iterator[int]:
    """Months of each, and of all those at one organization."""
    yield from (span.months for span in spans)
    by_name: dict[str, int] = {}
    for span in spans:
        name = span.organization
        by_name[name] = by_name.get(name, 0) + span.months
    yield from by_name.values()


def years(spans: Sequence[Span]) -> set[int]:
    """All years in which something in the résumé went on."""
    return {
        (month - 1) // 12
        for span in spans
        for month in (*range(span.start, span.end), span.start)
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
