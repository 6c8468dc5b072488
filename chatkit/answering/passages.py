"""The facts the chat may quote, as the site hands them over.

The chat knows nothing of résumés: ``settings.CHATKIT_PASSAGES`` names a function
without arguments that returns the published passages, each one citable by the id
of the element that shows it on the page.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class Passage(Protocol):
    """One citable statement. Read-only attributes; all are plain text."""

    @property
    def id(self) -> str:
        """The DOM id of the element that shows it."""

    @property
    def section(self) -> str:
        """The JSON Resume section it belongs to: ``work``, ``skills``, ``basics`` ..."""

    @property
    def title(self) -> str:
        """What a citation is called: "Staff Engineer, Northwind Rail"."""

    @property
    def text(self) -> str:
        """The statement itself, as sentences that can be quoted alone."""

    @property
    def parent(self) -> str:
        """The id of the passage this one is a detail of (a highlight's entry), or ``""``."""

    @property
    def url(self) -> str:
        """Where it can be read: ``/#id``."""

    @property
    def start(self) -> str:
        """ISO 8601 date, month or year it began, or ``""``."""

    @property
    def end(self) -> str:
        """ISO 8601 date, month or year it ended, or ``""`` if it goes on or has none."""


def published() -> Sequence[Passage]:
    """What the site has published; queries the database."""
    load = cast(
        Callable[[], Sequence[Passage]], import_string(settings.CHATKIT_PASSAGES)
    )
    return load()
