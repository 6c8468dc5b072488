"""What visitors ask. ``intents.toml`` says how they put it; add a topic there."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chatkit.answering.extractive import selectors
from chatkit.answering.extractive.selectors import Selector, joined, of_kind
from chatkit.answering.passages import Kind


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


#: What answers a topic; one without an entry here has the name of a kind.
SELECTORS: Mapping[str, Selector] = {
    "current": selectors.current_positions,
    "latest": selectors.latest_positions,
    "past": selectors.past_positions,
    "first": selectors.first_position,
    "achievements": selectors.latest_details,
    "tenure": joined(selectors.statements_of_years, selectors.positions),
    "portrait": selectors.portrait,
    "email": selectors.emails,
    "phone": selectors.phones,
    "website": selectors.websites,
    "accounts": of_kind(Kind.PROFILE),
    "contact": joined(
        *(selectors.emails, selectors.phones, selectors.websites),
        *(of_kind(Kind.LOCATION), of_kind(Kind.PROFILE)),
    ),
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
