"""Dates of JSON Resume: ``2019``, ``2019-03`` or ``2019-03-07``.

They stay text: a date type would have to invent the day and the month.
"""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS

EXPECTED = "YYYY, YYYY-MM or YYYY-MM-DD"
# The schema's own pattern allows these years.
SHAPE = re.compile(r"([12][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def is_date(text: str) -> bool:
    """Whether it is in the calendar, which 2021-13 and 2021-02-30 are not."""
    if not (shape := SHAPE.fullmatch(text)):
        return False
    year, month, day = (int(part or 1) for part in shape.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def require_date(text: str) -> None:
    """A model field's validator."""
    if not is_date(text):
        raise ValidationError(f'"{text}" is not a date; expected {EXPECTED}.')


def in_words(text: str) -> str:
    """``2019``, ``March 2019`` or ``7 March 2019``."""
    year, *rest = text.split("-")
    month = [str(MONTHS[int(rest[0])])] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])


def at(text: str) -> str:
    """``in 2019``, ``in March 2019`` or ``on 7 March 2019``."""
    return f"{'on' if text.count('-') > 1 else 'in'} {in_words(text)}"


def span(start: str, end: str) -> str:
    """``from 2016 to March 2019``, ``since 2016``, ``until March 2019`` or ``""``."""
    if start and end:
        return f"from {in_words(start)} to {in_words(end)}"
    if start:
        return f"since {in_words(start)}"
    return f"until {in_words(end)}" if end else ""
