"""What visitors ask, how they put it, and which passages answer it.

Add a topic to ``intents.toml``; it needs a selector here unless it is a kind.
"""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from chatkit.answering.passages import Facts, Kind, Passage
from chatkit.answering.text.tokens import Token, tokenize

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

Strength = Literal["strong", "weak", "hint"]
Intent = Topic | UnanswerableTopic | SmallTalk
LONGEST_GAP = 4


@dataclass(frozen=True, slots=True)
class Pattern:
    """``stems`` holds ``*`` for a gap and ``@`` for the name of the person."""

    stems: tuple[str, ...]
    intent: Intent
    strength: Strength

    @property
    def is_looked_up(self) -> bool:
        if isinstance(self.intent, UnanswerableTopic):
            return self.intent.may_be_work
        return self.strength == "hint"


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern, and the places of its words in the question."""

    pattern: Pattern
    at: tuple[int, ...]


def match_patterns(words: Sequence[Token], names: Collection[str]) -> list[Match]:
    """The patterns in a question, in its order; where they overlap the longest wins."""
    stems = ["@" if word.exact in names else word.stem for word in words]
    matches = [
        Match(pattern, at)
        for start, stem in enumerate(stems)
        for pattern in PATTERNS.get(stem, ())
        if (at := _match(pattern.stems, stems, start))
    ]
    matches.sort(
        key=lambda match: (
            -len(match.at),
            match.pattern.strength == "weak",
            match.at[-1] - match.at[0],
        )
    )
    taken: set[int] = set()
    chosen = []
    for match in matches:
        if taken.isdisjoint(match.at):
            taken.update(match.at)
            chosen.append(match)
    return sorted(chosen, key=lambda match: match.at)


def _match(pattern: Sequence[str], stems: Sequence[str], start: int) -> tuple[int, ...]:
    if not pattern:
        return ()
    if pattern[0] == "*":
        for skip in range(LONGEST_GAP + 1):
            if at := _match(pattern[1:], stems, start + skip):
                return at
        return ()
    if start >= len(stems) or stems[start] != pattern[0]:
        return ()
    if len(pattern) == 1:
        return (start,)
    rest = _match(pattern[1:], stems, start + 1)
    return (start, *rest) if rest else ()


def _texts() -> Iterator[tuple[str, Intent, Strength]]:
    for unanswerable in UNANSWERABLE:
        yield from ((text, unanswerable, "strong") for text in unanswerable.patterns)
    for topic in TOPICS.values():
        yield from ((text, topic, "strong") for text in topic.strong)
        yield from ((text, topic, "hint") for text in topic.hints)
        yield from ((text, topic, "weak") for text in topic.weak)
    for small_talk in SMALL_TALK:
        yield from ((text, small_talk, "weak") for text in small_talk.patterns)


def _by_first_stem() -> dict[str, list[Pattern]]:
    table: dict[str, list[Pattern]] = defaultdict(list)
    for text, intent, strength in _texts():
        stems = tuple(
            part if part in ("*", "@") else tokenize(part)[0].stem
            for part in text.split()
        )
        table[stems[0]].append(Pattern(stems, intent, strength))
    return dict(table)


PATTERNS = _by_first_stem()
PATTERN_WORDS = frozenset(part for text, _, _ in _texts() for part in text.split())
