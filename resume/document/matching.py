"""Recognise reordered and reworded things, so that they keep their ids.

Three passes, each over what the one before left: equal things, things of the same
identity, and then the pairs most alike, best first. Two things no more than half
alike are different things: an id of one must never lead to the other.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from resume.document.mapping import entry_columns
from resume.sections import Section

HALF = 0.5
# Words; scripts without spaces (kana, Chinese characters, Hangul) go by the character.
SPACELESS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
WORD = re.compile(rf"[{SPACELESS}]|[^\W{SPACELESS}]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a thing is compared by. ``parts`` are (weight, words)."""

    whole: tuple[Any]
    identity: tuple[str, ...]
    parts: tuple[tuple[int, tuple[str, ...]], ...]


Places = Iterator[tuple[int, int]]
Pass = Callable[[Sequence[Likeness], Sequence[Likeness], Mapping[int, int]], Places]


def of_text(text: str) -> Likeness:
    return Likeness((text,), (), ((1, words(text)),))


def of_entry(section: Section, item: Mapping[str, Any]) -> Likeness:
    """An entry goes by its name, by what it tells, and a job by title and start too.

    Levels, places and issuers don't count: other entries share them.
    """
    columns = entry_columns(section, item)
    details = [
        *(columns.get(column) or "" for column in ("description", "summary")),
        *(columns.get("keywords") or []),
        *item.get(section.items, []),
    ]
    organization, title, start = (
        columns.get(name) or "" for name in ("organization", "title", "start")
    )
    identity = (organization.casefold(), title.casefold(), start)
    # A certificate's date says little about it, a job's title and start say much.
    by_employer = section.names == "organization"
    return Likeness(
        whole=(item,),
        identity=identity if organization or title else (),
        parts=(
            (2, words(columns[section.names] or "")),
            (3, words(" ".join(details))),
            *(((1, (start,)), (1, words(title))) if by_employer else ()),
        ),
    )


def pair(old: Sequence[Likeness], new: Sequence[Likeness]) -> dict[int, int]:
    """Which old thing each new one is, by their places; new ones are left out."""
    found: dict[int, int] = {}
    for candidates in (_same("whole"), _same("identity"), _alike):
        for new_place, old_place in candidates(old, new, found):
            if new_place not in found and old_place not in found.values():
                found[new_place] = old_place
    return found


def words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.casefold()))


def _same(trait: str) -> Pass:
    def candidates(
        old: Sequence[Likeness], new: Sequence[Likeness], found: Mapping[int, int]
    ) -> Places:
        for n, new_one in enumerate(new):
            for o, one in enumerate(old):
                value = getattr(new_one, trait)
                if value and value == getattr(one, trait):
                    yield n, o

    return candidates


def _alike(
    old: Sequence[Likeness], new: Sequence[Likeness], found: Mapping[int, int]
) -> Places:
    scored = [
        (-similarity(one, new_one), abs(n - o), n, o)
        for n, new_one in enumerate(new)
        if n not in found
        for o, one in enumerate(old)
        if o not in found.values()
    ]
    for score, _, n, o in sorted(scored):
        if -score > HALF:
            yield n, o


def similarity(one: Likeness, other: Likeness) -> float:
    """From 0 to 1; parts that both lack don't count."""
    total = score = 0.0
    for (weight, left), (_, right) in zip(one.parts, other.parts, strict=True):
        if left or right:
            total += weight
            score += weight * SequenceMatcher(None, left, right, autojunk=False).ratio()
    return score / total if total else 0.0
