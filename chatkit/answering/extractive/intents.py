"""What visitors ask, and which passages answer each topic.

``intents.toml`` holds how they put it; add a topic there.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chatkit.answering.passages import Facts, Kind, Passage

Selector = Callable[[Sequence[Passage]], list[Passage]]


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to ask about, the patterns that show it, and what answers it.

    - A ``strong`` pattern settles the topic.
    - A ``weak`` one counts only where the question names nothing else: "what do
      they do" against "what do they do at Northwind".
    - A ``hint`` is also looked up: "PhD" is about education, and there or not.

    ``strict``: words asked together with the topic must be found within it.
    ``label`` is what is missing when nothing answers, and, where ``offered``, what
    a visitor is told could be asked. ``instead`` names the topic that is quoted when
    there is nothing. ``seek``: sentences with these words are quoted before others.
    """

    label: str
    select: Selector
    lead: str = ""
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    strict: bool = False
    offered: bool = False
    instead: str = ""
    seek: str = ""


@dataclass(frozen=True, slots=True)
class UnanswerableTopic:
    """Answered only by a passage that holds one of the phrases in ``evidence``.

    ``anywhere`` looks beyond what is said of the person as a whole. ``may_be_work``: a
    profession may be about it ("family law"), so passages with those words come first.
    """

    label: str
    patterns: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    anywhere: bool = False
    may_be_work: bool = False


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """``alone``: only where nothing else is asked ("Hi, where do they work?")."""

    reply: str
    patterns: tuple[str, ...]
    answered: bool = True
    alone: bool = True
    offers: bool = True


def of_kind(
    kind: Kind, has: Callable[[Facts], object] = lambda facts: True
) -> Selector:
    """The passages of a kind that have a fact, without their details."""
    return lambda passages: [
        p for p in passages if p.kind == kind and not p.parent and has(p.facts)
    ]


def joined(*selectors: Selector) -> Selector:
    """The passages of all selectors, one selector after the other."""
    return lambda passages: [
        found for select in selectors for found in select(passages)
    ]


positions = of_kind(Kind.POSITION)
current_positions = of_kind(Kind.POSITION, lambda facts: facts.current)
past_positions = of_kind(Kind.POSITION, lambda facts: facts.end)
emails = of_kind(Kind.CONTACT, lambda facts: facts.email)
phones = of_kind(Kind.CONTACT, lambda facts: facts.phone)
websites = of_kind(Kind.CONTACT, lambda facts: facts.url)
profiles = of_kind(Kind.PROFILE)


def latest_positions(passages: Sequence[Passage]) -> list[Passage]:
    """The current ones, else the one that ended last, else the first on the page."""
    ended = sorted(past_positions(passages), key=lambda p: p.facts.end, reverse=True)
    return current_positions(passages) or ended[:1] or positions(passages)[:1]


def latest_details(passages: Sequence[Passage]) -> list[Passage]:
    ids = {position.id for position in latest_positions(passages)}
    return [p for p in passages if p.parent in ids]


def first_position(passages: Sequence[Passage]) -> list[Passage]:
    dated = [p for p in positions(passages) if p.facts.start]
    return [min(dated, key=lambda p: p.facts.start)] if dated else []


def statements_of_years(passages: Sequence[Passage]) -> list[Passage]:
    """Statements about the person that give a number of years."""
    return [
        p
        for p in passages
        if p.kind == Kind.STATEMENT and "years" in p.text.casefold().split()
    ]


#: A topic without an entry here has the name of a kind.
SELECTORS: Mapping[str, Selector] = {
    "current": current_positions,
    "latest": latest_positions,
    "past": past_positions,
    "first": first_position,
    "achievements": latest_details,
    "tenure": joined(statements_of_years, positions),
    "portrait": joined(of_kind(Kind.PERSON), of_kind(Kind.STATEMENT), latest_positions),
    "email": emails,
    "phone": phones,
    "website": websites,
    "accounts": profiles,
    "contact": joined(emails, phones, websites, of_kind(Kind.LOCATION), profiles),
}
SPLIT = frozenset({"strong", "weak", "hints", "patterns", "evidence"})


def _fields(table: Mapping[str, Any]) -> dict[str, Any]:
    """``"phone | call * number"`` is two patterns."""
    return {
        key: tuple(part.strip() for part in value.split("|")) if key in SPLIT else value
        for key, value in table.items()
    }


def _select(name: str) -> Selector:
    return SELECTORS.get(name) or of_kind(Kind(name))


_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
TOPICS = {
    name: Topic(select=_select(name), **_fields(table))
    for name, table in _TABLES["topics"].items()
}
UNANSWERABLE = tuple(
    UnanswerableTopic(**_fields(table)) for table in _TABLES["unanswerable"]
)
SMALL_TALK = tuple(SmallTalk(**_fields(table)) for table in _TABLES["small_talk"])
