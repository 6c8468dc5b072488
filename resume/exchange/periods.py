"""A period in words: ``March 2019 – today``, ``2012-2014``, ``since 2019``."""

import re
from collections.abc import Iterator

from resume.dates import is_date
from resume.document.date_words import is_no_end, read_date

BETWEEN = re.compile(
    r"\s*[-–—−~/→]\s*|\s+(?:to|until|till|bis|hasta|até|au|à|al?|tot|fino a)\s+",
    re.IGNORECASE,
)
SINCE = re.compile(
    r"(?:since|from|seit|ab|depuis|desde|dal?|sinds|od)\s+", re.IGNORECASE
)


def read(period: str) -> dict[str, str] | None:
    """Its ``startDate`` and ``endDate`` as they are written; None for another text."""
    text = " ".join(period.split())
    if _is_read(text):
        return {"startDate": text, "endDate": text}
    if since := SINCE.match(text):
        text = text[since.end() :]
    for start, end in _halves(text):
        if _is_read(start) and (not end or is_no_end(end)):
            return {"startDate": start}
        if _is_read(start) and _is_read(end):
            return {"startDate": start, "endDate": end}
    return None


def _halves(text: str) -> Iterator[tuple[str, str]]:
    yield text, ""
    for found in BETWEEN.finditer(text):
        yield text[: found.start()], text[found.end() :]


def _is_read(text: str) -> bool:
    return is_date(text) or read_date(text) is not None
