"""Find the patterns of all tables in a question; the longest wins its words."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from chatkit.answering.extractive.intents import (
    SMALL_TALK,
    TOPICS,
    UNANSWERABLE,
    SmallTalk,
    Topic,
    UnanswerableTopic,
)
from chatkit.answering.text.tokens import Token, tokenize

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
        """Whether its words are to be found in the passages as well."""
        if isinstance(self.intent, UnanswerableTopic):
            return self.intent.may_be_work
        return self.strength == "hint"


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern, and the places of its words in the question."""

    pattern: Pattern
    at: tuple[int, ...]


def match_patterns(words: Sequence[Token], names: Collection[str]) -> list[Match]:
    """The patterns of a question in its order, none sharing a word with another."""
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
    """The places where the pattern's words stand, or () where they don't."""
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
