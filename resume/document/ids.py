"""DOM ids: readable slugs that never change after a row is created.

They depend on the document alone, so a fresh database gets the same ids.
"""

import hashlib
from collections.abc import Iterable
from itertools import chain

from django.utils.text import slugify

SLUG_LENGTH = 40


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def slug(text: str) -> str:
    """At most 40 ASCII letters, digits and hyphens; empty if most of it is lost,
    as of 渋谷フィルA.
    """
    ascii_only = slugify(text)
    if 2 * len(ascii_only) < len(text.strip()):
        return ""
    if len(ascii_only) > SLUG_LENGTH:
        ascii_only = (
            ascii_only[: SLUG_LENGTH + 1].rpartition("-")[0]
            or (ascii_only[:SLUG_LENGTH])
        )
    return ascii_only.strip("-_")


def entry_id(section: str, name: str) -> str:
    """``work-northwind-rail``, or ``work-3f9a2c`` for a name not in Latin letters."""
    return f"{section}-{slug(name) or digest(name)}"


def highlight_id(entry: str, text: str) -> str:
    """``work-northwind-rail-3f9a2c``"""
    return f"{entry}-{digest(text)}"


class UsedIds:
    def __init__(self, *taken: Iterable[str]) -> None:
        self._taken = set(chain(*taken))
        self._last: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """The id, with the first of -2, -3 … that is not taken."""
        found, number = wanted, self._last.get(wanted, 1)
        while found in self._taken:
            number += 1
            found = f"{wanted}-{number}"
        self._last[wanted] = number
        self._taken.add(found)
        return found
