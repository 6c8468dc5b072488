"""Find the cues of all tables in a question; the longest wins its words."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from chatkit.answering.extractive.intents import TOPICS, Topic
from chatkit.answering.extractive.small_talk import COURTESIES, Courtesy
from chatkit.answering.extractive.unanswerable_topics import SILENCES, Silence
from chatkit.answering.text.tokens import Word, tokenise

Strength = Literal["strong", "weak", "hint"]
LONGEST_GAP = 4


@dataclass(frozen=True, slots=True)
class Cue:
    """``stems`` holds ``*`` for a gap and ``@`` for the name of the person."""

    stems: tuple[str, ...]
    means: Topic | Silence | Courtesy
    strength: Strength


@dataclass(frozen=True, slots=True)
class Cued:
    """A cue, and the places of its words in the question."""

    cue: Cue
    at: tuple[int, ...]


def stems_of(text: str) -> tuple[str, ...]:
    """``"call * number"`` as stems, gaps kept."""
    return tuple(
        part if part in ("*", "@") else tokenise(part)[0].stem for part in text.split()
    )


def _all_cues() -> Iterator[Cue]:
    for silence in SILENCES:
        for text in silence.cues:
            yield Cue(stems_of(text), silence, "strong")
    for topic in TOPICS:
        rows: tuple[tuple[Strength, tuple[str, ...]], ...] = (
            ("strong", topic.strong),
            ("hint", topic.hints),
            ("weak", topic.weak),
        )
        for strength, texts in rows:
            for text in texts:
                yield Cue(stems_of(text), topic, strength)
    for courtesy in COURTESIES:
        for text in courtesy.cues:
            yield Cue(stems_of(text), courtesy, "weak")


def _by_first_stem() -> dict[str, list[Cue]]:
    table: dict[str, list[Cue]] = defaultdict(list)
    for cue in _all_cues():
        table[cue.stems[0]].append(cue)
    return dict(table)


CUES = _by_first_stem()
CUE_WORDS = frozenset(
    part
    for table in (SILENCES, COURTESIES)
    for row in table
    for text in row.cues
    for part in text.split()
) | frozenset(
    part
    for topic in TOPICS
    for text in topic.strong + topic.weak + topic.hints
    for part in text.split()
)


def find(words: Sequence[Word], names: Collection[str]) -> list[Cued]:
    """The cues of a question in its order, none sharing a word with another."""
    stems = ["@" if word.exact in names else word.stem for word in words]
    matches = [
        Cued(cue, at)
        for start, stem in enumerate(stems)
        for cue in CUES.get(stem, ())
        if (at := _match(cue.stems, stems, start))
    ]
    matches.sort(
        key=lambda found: (
            -len(found.at),
            found.cue.strength == "weak",
            found.at[-1] - found.at[0],
        )
    )
    taken: set[int] = set()
    chosen = []
    for found in matches:
        if taken.isdisjoint(found.at):
            taken.update(found.at)
            chosen.append(found)
    return sorted(chosen, key=lambda found: found.at)


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
