"""Passages: the published statements that the chat may quote and cite.

``settings.CHATKIT_PASSAGES`` names a function that returns those of one résumé, which the
site knows by a key; ``settings.CHATKIT_OTHER_PASSAGES`` one that returns those of the
others that anybody may read. The chat knows kinds and facts; how the site stores its
content is no concern of the chat.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
    STORY = "story"  # a part of what the person tells at length about one of the others
    ANSWER = (
        "answer"  # what the owner has answered to a question; no part of the résumé
    )


#: Kinds that tell of the person as a whole, not of one part of their life.
ABOUT_THE_PERSON = frozenset({Kind.PERSON, Kind.STATEMENT, Kind.LOCATION, Kind.CONTACT})


class Facts(Protocol):
    """What a passage states, field by field; a field is "" where it states none.

    ``who`` is a person, ``title`` what a position, a degree or a skill is called, and
    ``organization`` the employer, school, issuer or publisher. ``start`` and ``end``
    are years, months or days in ISO 8601; ``current`` is True where something began and
    goes on. ``level`` is a grade or a fluency, ``about`` what is said of the organization
    or the project, ``prose`` what else is said in the owner's own sentences.
    """

    @property
    def who(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def about(self) -> str: ...
    @property
    def prose(self) -> str: ...
    @property
    def roles(self) -> Sequence[str]: ...

    @property
    def organization(self) -> str: ...
    @property
    def start(self) -> str: ...
    @property
    def end(self) -> str: ...
    @property
    def current(self) -> bool: ...
    @property
    def url(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...


@dataclass(frozen=True, slots=True)
class NoFacts:
    who: str = ""
    title: str = ""
    organization: str = ""
    place: str = ""
    level: str = ""
    about: str = ""
    prose: str = ""
    roles: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    current: bool = False
    url: str = ""
    email: str = ""
    phone: str = ""


class Passage(Protocol):
    """One citable statement; all texts are plain.

    ``id`` is the DOM id of the element that shows it, ``kind`` a value of ``Kind``,
    ``title`` what a citation is called ("Staff Engineer, Northwind Rail"), ``text`` the
    statement, as sentences that can be quoted alone. ``url`` is "" where no page shows it:
    it is told only if it is asked for. ``parent`` is the id of the passage that this one
    is a detail of, or ""; a detail has its parent's kind and facts.
    """

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def parent(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def facts(self) -> Facts: ...


def published(resume: str = "") -> Sequence[Passage]:
    """What the site has published of a résumé, by its key; queries the database."""
    load = cast(
        Callable[[str], Sequence[Passage]], import_string(settings.CHATKIT_PASSAGES)
    )
    return load(resume)


def of_others(resume: str) -> Sequence[tuple[str, Sequence[Passage]]]:
    """Of the other public résumés, with what visitors call them; queries the database."""
    load = cast(
        Callable[[str], Sequence[tuple[str, Sequence[Passage]]]],
        import_string(settings.CHATKIT_OTHER_PASSAGES),
    )
    return load(resume)
