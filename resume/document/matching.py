"""Match reordered and reworded entries with their rows, so that they keep their ids.

Three passes match equal items, then items of the same identity, then the most similar
pairs. Items with a similarity of one half or less are different: an id must never lead
to another item.
"""

import json
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import heapify, heappop, heappush
from itertools import islice
from typing import Any, NamedTuple

from resume.document.mapping import entry_columns
from resume.sections import Section

LEAST_SIMILARITY = 0.5
#: Bounds of what comparing costs: beyond them items are compared with those near their
#: place, and by the beginning of their text.
MOST_PAIRS = 10_000
MOST_WORDS = 300
# Words, or characters in scripts without spaces (kana, Chinese characters, Hangul).
SPACELESS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
WORD = re.compile(rf"[{SPACELESS}]|[^\W{SPACELESS}]+")

Words = tuple[str, ...]


class Part(NamedTuple):
    weight: int
    words: Words
    distinct: frozenset[str]


@dataclass(frozen=True, slots=True)
class Traits:
    whole: tuple[str]
    identity: tuple[str, ...]
    parts: tuple[Part, ...]


def text_traits(text: str) -> Traits:
    return Traits((text,), (), (_part(1, split_words(text)),))


def entry_traits(section: Section, item: Mapping[str, Any]) -> Traits:
    """Entries are compared by name and prose, jobs also by title and start.

    Levels, places and issuers don't count, because other entries share them.
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
    return Traits(
        whole=(json.dumps(item, sort_keys=True),),
        identity=identity if organization or title else (),
        parts=(
            _part(2, split_words(columns[section.names] or "")),
            _part(3, split_words(" ".join(details))),
            *(
                (_part(1, (start,)), _part(1, split_words(title)))
                if by_employer
                else ()
            ),
        ),
    )


def match_items(old: Sequence[Traits], new: Sequence[Traits]) -> dict[int, int]:
    """To the places of new items, those of the old ones that they are."""
    found: dict[int, int] = {}
    for trait in ("whole", "identity"):
        taken = set(found.values())
        places: dict[Any, deque[int]] = defaultdict(deque)
        for o, one in enumerate(old):
            if o not in taken:
                places[getattr(one, trait)].append(o)
        for n, new_one in enumerate(new):
            value = getattr(new_one, trait)
            if value and n not in found and places[value]:
                found[n] = places[value].popleft()
    return found | _similar(old, new, found)


@lru_cache(maxsize=20_000)
def split_words(text: str) -> Words:
    words = (found[0] for found in WORD.finditer(text.casefold()))
    return tuple(islice(words, MOST_WORDS))


def _similar(
    old: Sequence[Traits], new: Sequence[Traits], found: Mapping[int, int]
) -> dict[int, int]:
    """Pairs of those that are not found yet, the most similar first.

    What a pair can have at most takes a fraction of the time of what it has, and settles
    most of them.
    """
    taken, pairs = set(found.values()), {}
    new_ones = [n for n in range(len(new)) if n not in found]
    old_ones = [o for o in range(len(old)) if o not in taken]
    queue = [
        (-similarity(old[o], new[n], most_alike), False, abs(n - o), n, o)
        for n, near in _near(new_ones, old_ones)
        for o in near
    ]
    heapify(queue)
    while queue and -queue[0][0] > LEAST_SIMILARITY:
        _, is_exact, distance, n, o = heappop(queue)
        if n in pairs or o in taken:
            continue
        if is_exact:
            pairs[n] = o
            taken.add(o)
        else:
            heappush(queue, (-similarity(old[o], new[n]), True, distance, n, o))
    return pairs


def _near(
    new: Sequence[int], old: Sequence[int]
) -> Iterator[tuple[int, Sequence[int]]]:
    """All of the old ones with each new one, if the pairs are not too many."""
    for place, n in enumerate(new):
        middle, reach = place * len(old) // len(new), MOST_PAIRS // len(new)
        yield n, old[max(0, middle - reach) : middle + reach + 1]


def _part(weight: int, words: Words) -> Part:
    return Part(weight, words, frozenset(words))


def alike(left: Part, right: Part) -> float:
    return SequenceMatcher(None, left.words, right.words, autojunk=False).ratio()


def most_alike(left: Part, right: Part) -> float:
    """At least what they are."""
    lengths = len(left.words), len(right.words)
    again = min(lengths[0] - len(left.distinct), lengths[1] - len(right.distinct))
    return 2 * (len(left.distinct & right.distinct) + again) / sum(lengths)


def similarity(
    one: Traits, other: Traits, ratio: Callable[[Part, Part], float] = alike
) -> float:
    """From 0 to 1; parts that both items lack don't count."""
    total = score = 0.0
    for left, right in zip(one.parts, other.parts, strict=True):
        if left.words or right.words:
            total += left.weight
            score += left.weight * ratio(left, right)
    return score / total if total else 0.0
