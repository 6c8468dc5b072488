"""Passages: the published statements that the chat may quote and cite.

``settings.CHATKIT_PASSAGES`` names a function without arguments that returns them. The
chat knows kinds and facts; how the site stores its content is no concern of the chat.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class Kind(StrEnum):
    """What a passage is about. The set is closed: each passage has one of these."""

    PERSON = "person"  # whom the passages are about: the name and the headline
    STATEMENT = "statement"  # prose about the person as a whole, such as a summary
    LOCATION = "location"  # where the person lives
    CONTACT = "contact"  # one way to reach the person: an e-mail, a phone, a website
    PROFILE = "profile"  # an account on another site
    POSITION = "position"
    VOLUNTEERING = "volunteering"
    STUDY = "study"
    PROJECT = "project"
    SKILL = "skill"
    LANGUAGE = "language"
    CERTIFICATE = "certificate"
    PUBLICATION = "publication"
    AWARD = "award"
    INTEREST = "interest"
    REFERENCE = "reference"  # what somebody else says of the person


#: Kinds that tell of the person as a whole, not of one part of their life.
ABOUT_THE_PERSON = frozenset({Kind.PERSON, Kind.STATEMENT, Kind.LOCATION, Kind.CONTACT})


class Facts(Protocol):
    """What a passage states, field by field; a field is "" where it states none.

    ``who`` is the person it names: the one the passages are about, or a referee.
    ``title`` is a position, a degree, or what a skill, language, award … is called;
    ``organization`` the employer, school, issuer or publisher; ``level`` a level,
    fluency or score. ``start`` and ``end`` are years, months or days in ISO 8601;
    ``current`` is True where something began and goes on. A subclass without
    attributes of its own states nothing.
    """

    @property
    def who(self) -> str:
        return ""

    @property
    def title(self) -> str:
        return ""

    @property
    def organization(self) -> str:
        return ""

    @property
    def place(self) -> str:
        return ""

    @property
    def start(self) -> str:
        return ""

    @property
    def end(self) -> str:
        return ""

    @property
    def current(self) -> bool:
        return False

    @property
    def level(self) -> str:
        return ""

    @property
    def url(self) -> str:
        return ""

    @property
    def email(self) -> str:
        return ""

    @property
    def phone(self) -> str:
        return ""


class NoFacts(Facts):
    """The facts of a text that states none, such as the result of a tool."""


class Passage(Protocol):
    """One citable statement; all attributes are read-only, all texts plain."""

    @property
    def id(self) -> str:
        """The DOM id of the element that shows it."""

    @property
    def kind(self) -> str:
        """A value of ``Kind``; a detail has the kind of its parent."""

    @property
    def title(self) -> str:
        """What a citation is called: "Staff Engineer, Northwind Rail"."""

    @property
    def text(self) -> str:
        """The statement itself, as sentences that can be quoted alone."""

    @property
    def parent(self) -> str:
        """The id of the passage that this one is a detail of, or ""."""

    @property
    def url(self) -> str:
        """Where it can be read: ``/#id``."""

    @property
    def facts(self) -> Facts:
        """What it states; a detail has the facts of its parent."""


def published() -> Sequence[Passage]:
    """What the site has published; queries the database."""
    load = cast(
        Callable[[], Sequence[Passage]], import_string(settings.CHATKIT_PASSAGES)
    )
    return load()
