"""Years, months and days as answers write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chatkit.answering.grounding.vocabulary import MONTHS

_NUMBERS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]})?" for name in MONTHS).replace(
    "sep(?:tember)?", "sept?(?:ember)?"
)
_YEAR = r"(?:1[89]|20|21)\d\d"
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
class Date:
    """``month`` and ``day`` are 0 where not said, ``year`` where only they are."""

    start: int
    end: int
    year: int
    month: int = 0
    day: int = 0
    decade: bool = False


def find_dates(text: str) -> list[Date]:
    """The dates of a text, in order."""
    return [date for found in _DATE.finditer(text) for date in _read(found)]


def _read(found: re.Match[str]) -> Iterator[Date]:
    start, end = found.span()
    part = found.groupdict(default="")
    if part["iso"]:
        day = int(part["iso_day"] or 0)
        yield Date(start, end, int(part["iso"]), int(part["iso_month"]), day)
    elif part["named"]:
        day = _day(part["day"] or part["day_after"])
        yield Date(start, end, int(part["named"]), _month(part["name"]), day)
    elif part["slashed"]:
        yield Date(start, end, int(part["slashed"]), int(part["slash_month"]))
    elif part["first"]:
        first = int(part["first"])
        yield Date(start, end, first)
        yield Date(start, end, first - first % 100 + int(part["last"]))
    elif part["decade"]:
        yield Date(start, end, int(part["decade"]), decade=True)
    elif part["lone_day"]:
        month = _month(part["lone_month"])
        yield Date(start, end, 0, month, _day(part["lone_day"]))
    else:
        yield Date(start, end, int(part["year"]))


def _month(name: str) -> int:
    return _NUMBERS[name[:3].lower()]


def _day(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)
