"""Which entries of two documents are the same job, degree, skill …

Stricter than ``document.matching``: what is taken for the same is written over, and two
jobs at one employer are not the same.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from resume.document import matching
from resume.document.mapping import entry_columns
from resume.page.presentation import bare_url
from resume.sections import Section

ENOUGH = 0.8  # more than two jobs with one title at one employer have

#: What more entries than these have in common tells nothing.
MOST = 1000

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """What an entry is known by."""

    name: Words
    title: Words
    start: str
    address: str  # of a profile
    traits: matching.Traits

    def is_since(self, other: "Known") -> bool:
        """From the same time, as far as both say it: 2019 and 2019-03."""
        return self.start.startswith(other.start) or other.start.startswith(self.start)


def pairs(
    section: Section,
    old: Sequence[Mapping[str, Any]],
    new: Sequence[Mapping[str, Any]],
) -> dict[int, int]:
    """To the places of new entries, those of the old ones that they are."""
    there, come = ([_known(section, item) for item in items] for items in (old, new))
    found: dict[int, int] = {}
    _pair(_equal, lambda one: one.traits.whole, there, come, found)
    _pair(_same, lambda one: (one.name, one.address or one.name), there, come, found)
    _pair(_nearly_same, lambda one: one.name, there, come, found)
    return found | _alike(there, come, found)


def _known(section: Section, item: Mapping[str, Any]) -> Known:
    columns = entry_columns(section, item)
    by_employer = section.names == "organization"
    is_profile = section.key == "profiles"
    named_by = ("title", "kind") if by_employer else ("username",) if is_profile else ()
    titles = (columns.get(column) or "" for column in named_by)
    return Known(
        name=_words(columns[section.names]),
        title=_words(" ".join(titles)),
        start=(columns.get("start") or "") if by_employer else "",
        address=bare_url(columns.get("url") or "").casefold() if is_profile else "",
        traits=matching.entry_traits(section, item),
    )


def _words(text: str | None) -> Words:
    return frozenset(matching.split_words(text or ""))


def _pair(
    is_same: Callable[[Known, Known], bool],
    keys: Callable[[Known], Iterable[Hashable]],
    there: Sequence[Known],
    come: Sequence[Known],
    found: dict[int, int],
) -> None:
    """Those that have one of their keys in common are compared."""
    left = {*range(len(there))}.difference(found.values())
    index: defaultdict[Hashable, list[int]] = defaultdict(list)
    for o in sorted(left):
        for key in {*keys(there[o])}:
            index[key].append(o)
    for n in (n for n in range(len(come)) if n not in found):
        having = (index.get(key, ()) for key in {*keys(come[n])})
        near = {o for some in having if len(some) < MOST for o in some} & left
        same = next((o for o in sorted(near) if is_same(there[o], come[n])), None)
        if same is not None:
            found[n] = same
            left.remove(same)


def _equal(one: Known, other: Known) -> bool:
    return one.traits.whole == other.traits.whole


def _same(one: Known, other: Known) -> bool:
    if one.address and other.address:
        return one.address == other.address
    return bool(
        one.name
        and one.name == other.name
        and one.title == other.title
        and one.is_since(other)
    )


def _nearly_same(one: Known, other: Known) -> bool:
    """An employer with and without its Ltd., a title in more words."""
    titles = not one.title or not other.title or bool(one.title & other.title)
    is_dated = bool(one.start and other.start)
    same_name = one.name == other.name or (
        is_dated and (one.name <= other.name or other.name <= one.name)
    )
    return bool(
        one.name
        and other.name
        and not (one.address and other.address)
        and same_name
        and one.is_since(other)
        and (titles or (is_dated and min(len(one.start), len(other.start)) > 4))
    )


def _alike(
    there: Sequence[Known], come: Sequence[Known], found: Mapping[int, int]
) -> dict[int, int]:
    old = sorted({*range(len(there))}.difference(found.values()))
    new = [n for n in range(len(come)) if n not in found]
    near = matching.match_items(
        [there[o].traits for o in old], [come[n].traits for n in new]
    )
    return {
        new[n]: old[o]
        for n, o in near.items()
        if matching.similarity(there[old[o]].traits, come[new[n]].traits) > ENOUGH
    }
