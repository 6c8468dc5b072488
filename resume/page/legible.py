"""A résumé as a reader sees it, for the page and the passages; exports keep its texts."""

import re
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from django.db.models import Model

from resume.markup import to_text
from resume.models import Entry, Resume

#: Soft hyphens, spaces without width, overrides of the direction of writing: nobody
#: sees them, no search finds a word with them, and a name with one is shown reversed.
UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e]")
PLACEHOLDER = re.compile(r"[\s.,;:_/|–—-]*|n/a|null|undefined", re.IGNORECASE)
#: The list's own mark stands before an item already.
BULLET = re.compile(r"^\s*(?:[•●▪◦‣·∙]|[-*–](?=\s))\s*")

LINES = {
    Resume: ("name", "label", "address", "postal_code", "city", "region"),
    Entry: ("title", "organization", "kind", "location", "level"),
}
TEXTS = {
    Resume: ("country_code", "phone", "summary"),
    Entry: ("username", "description", "summary"),
}


def legible(resume: Resume) -> Resume:
    """The résumé itself, changed in memory: it is not for saving."""
    entries = list(resume.entries.all())
    for row in (resume, *entries):
        _change(row, LINES[type(row)], _line)
        _change(row, TEXTS[type(row)], said)
    for entry in entries:
        for name in ("keywords", "roles"):
            setattr(entry, name, _items(getattr(entry, name)))
    for highlight in chain.from_iterable(e.highlights.all() for e in entries):
        highlight.text = BULLET.sub("", said(highlight.text))
    resume.extra = _all_said(resume.own_extra)
    resume.extra_text = "{}"
    return resume


def said(text: str) -> str:
    """The text without what nobody sees; "" where it stands for nothing."""
    text = UNSEEN.sub("", text)
    return "" if PLACEHOLDER.fullmatch(text) else text


def _all_said(value: Any) -> Any:
    match value:
        case str():
            return said(value)
        case list():
            return [_all_said(item) for item in value]
        case dict():
            return {key: _all_said(inner) for key, inner in value.items()}
    return value


def _line(text: str) -> str:
    """Markdown has its place in prose; elsewhere its signs would be read as text."""
    return said(to_text(text)).strip()


def _items(items: Iterable[str] | None) -> list[str]:
    return list(filter(None, map(_line, items or ())))


def _change(row: Model, names: Iterable[str], change: Callable[[str], str]) -> None:
    for name in names:
        if value := getattr(row, name):
            setattr(row, name, change(value))
