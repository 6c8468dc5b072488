"""Dates in words and in other orders than the standard's, where they are certain."""

import re
import tomllib
from pathlib import Path

from django.utils.dates import MONTHS
from django.utils.translation import override

from resume.dates import is_date

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "pl")
NO_END = frozenset(
    word
    for words in tomllib.loads(
        Path(__file__).with_name("no_end.toml").read_text(encoding="utf-8")
    ).values()
    for word in words
)
MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{4})")  # 03/2019
YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})(?:[/.-](\d{1,2}))?(?:[T ][\d:.]+\S*)?")
WORDS = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th|\.|º)? )?([^\W\d]+)\.?,? ?(?:de )?(\d{4})"
)
ENGLISH = re.compile(
    r"([^\W\d]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})"
)  # May 3, 2019


def is_no_end(text: str) -> bool:
    words = " ".join(text.casefold().replace("’", "'").split())
    return words.strip(" .…()[]-–—") in NO_END


def read_date(text: str) -> str | None:
    """As YYYY, YYYY-MM or YYYY-MM-DD. 03/04/2019 is uncertain, and None."""
    text = " ".join(text.split())
    if found := MONTH_FIRST.fullmatch(text):
        return _date(found[2], found[1], None)
    if found := YEAR_FIRST.fullmatch(text):
        return _date(*found.groups())
    if found := ENGLISH.fullmatch(text):
        return _date(found[3], _month(found[1]), found[2])
    if found := WORDS.fullmatch(text.replace(" de ", " ")):
        return _date(found[3], _month(found[2]), found[1])
    return None


def _date(year: str, month: str | None, day: str | None) -> str | None:
    """00 stands for an unknown month or day."""
    known = [year]
    for part in (month, day):
        if part is None or int(part) == 0:
            break
        known.append(part.zfill(2))
    date = "-".join(known)
    return date if month is not None and is_date(date) else None


def _month(word: str) -> str | None:
    """The number of a month that is named, or shortened to three letters or more."""
    word = word.casefold()
    for language in LANGUAGES:
        with override(language):
            names = {number: str(name).casefold() for number, name in MONTHS.items()}
        found = [
            n for n, name in names.items() if len(word) > 2 and name.startswith(word)
        ]
        if len(found) == 1:
            return str(found[0])
    return None
