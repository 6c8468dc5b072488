"""Parse dates in a text, and compute how long the entries of the résumé lasted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from chatkit.answering.grounding.vocabulary import MONTHS
from chatkit.answering.parsing.masking import Span
from chatkit.answering.passages import Kind, Passage

_NUMBERS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in MONTHS).replace(
    "sep(?:tember)?", "sept?(?:ember)?"
)
_YEAR = r"(?:1[89]|20)\d\d"
MID_YEAR = 7
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"

_DATE = re.compile(
    rf"(?<![\w])(?:(?P<iso>{_YEAR})-(?P<iso_month>0[1-9]|1[0-2])(?:-(?P<iso_day>[0-3]\d))?"
    rf"|(?:(?P<day>{_DAY})\s+(?:of\s+)?)?(?P<name>{_MONTH})\b\.?,?\s+"
    rf"(?:(?P<day_after>{_DAY}),?\s+)?(?:of\s+)?(?P<named>{_YEAR})"
    rf"|(?P<slash_month>0?[1-9]|1[0-2])[/.](?P<slashed>{_YEAR})"
    rf"|(?P<first>{_YEAR})\s?[–/-]\s?(?P<last>\d\d)(?!\d)"
    rf"|(?P<decade>{_YEAR})['’]?s"
    rf"|(?P<lone_day>{_DAY})\s+(?:of\s+)?(?P<lone_month>{_MONTH})"
    rf"|(?P<year>{_YEAR}))(?![\w]|[.,]\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Date(Span):
    """``year``, ``month`` and ``day`` are 0 where the text leaves them out."""

    year: int
    month: int = 0
    day: int = 0
    decade: bool = False


def find_dates(text: str) -> list[Date]:
    return [one for found in _DATE.finditer(text) for one in _parse(found)]


def _parse(found: re.Match[str]) -> Iterator[Date]:
    start, end = found.span()
    part = found.groupdict(default="")
    if part["iso"]:
        day = int(part["iso_day"] or 0)
        yield Date(start, end, int(part["iso"]), int(part["iso_month"]), day)
    elif part["named"]:
        day = _day_number(part["day"] or part["day_after"])
        yield Date(start, end, int(part["named"]), _month_number(part["name"]), day)
    elif part["slashed"]:
        yield Date(start, end, int(part["slashed"]), int(part["slash_month"]))
    elif part["first"]:
        first = int(part["first"])
        yield Date(start, end, first)
        yield Date(start, end, first - first % 100 + int(part["last"]))
    elif part["decade"]:
        yield Date(start, end, int(part["decade"]), decade=True)
    elif part["lone_day"]:
        month = _month_number(part["lone_month"])
        yield Date(start, end, 0, month, _day_number(part["lone_day"]))
    else:
        yield Date(start, end, int(part["year"]))


def _month_number(name: str) -> int:
    return _NUMBERS[name[:3].lower()]


def _day_number(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)


@dataclass(frozen=True, slots=True)
class Period:
    """``start`` and ``end`` in months since year 0; ``end`` is exclusive."""

    kind: str
    organization: str
    start: int
    end: int

    @property
    def months(self) -> int:
        return max(0, self.end - self.start)


def list_periods(passages: Sequence[Passage], today: date) -> tuple[Period, ...]:
    """The periods of dated entries; current ones last until today."""
    this_month = today.year * 12 + today.month
    periods = []
    for passage in passages:
        facts = passage.facts
        is_dated = facts.start[:4].isdigit() and (facts.end or facts.current)
        if is_dated and not passage.parent:
            start = month_index(facts.start, 0)
            end = month_index(facts.end, 1) if facts.end else this_month
            name = facts.organization or passage.title
            periods.append(Period(passage.kind, name, start, end))
    return tuple(periods)


def total_months(periods: Sequence[Period]) -> Iterator[int]:
    """Months of experience, with and without gaps: at work, then with volunteering."""
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
    yield from (period.months for period in periods)
    by_name: dict[str, int] = {}
    for period in periods:
        name = period.organization
        by_name[name] = by_name.get(name, 0) + period.months
    yield from by_name.values()


def month_index(text: str, after: int) -> int:
    """A year alone counts from its middle, so that 2019 to 2024 are five years."""
    year, _, rest = text.partition("-")
    month = rest[:2]
    if not year.isdigit():
        return 0
    if not month.isdigit():
        return int(year) * 12 + MID_YEAR
    return int(year) * 12 + int(month) + after
