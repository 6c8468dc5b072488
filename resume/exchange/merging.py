"""A document's values and entries added to those that are there. Nothing gets lost."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from resume.document import matching
from resume.document.mapping import items_of
from resume.document.older_keys import standardized
from resume.exchange import sameness
from resume.sections import ROOT_SECTIONS, SECTIONS, Section

Object = dict[str, Any]


class Merged(NamedTuple):
    """``same`` has, by section, the old places of the entries that were there."""

    document: Object
    same: dict[str, dict[int, int]]


def merge(old: Mapping[str, Any], new: Mapping[str, Any]) -> Merged:
    """The old document with what the new one says, under the standard's keys.

    Where both have a value the new one counts. Entries that are the same are merged, the
    others added by their date, or last. Of lists all items stay.
    """
    there, come = standardized(old), standardized(new)
    merged = _object(there, come)
    had, has = (str(_basics(found).get("image") or "") for found in (there, come))
    if had and not has.startswith("data:"):  # an address is no picture to show
        merged["basics"]["image"] = had
    same = {}
    for section in SECTIONS.values():
        entries = _entries(section, items_of(there, section), items_of(come, section))
        holder = merged if section.key in ROOT_SECTIONS else _basics(merged)
        if entries:
            holder[section.key] = [item for _, item in entries]
        same[section.key] = {
            n: place for n, (place, _) in enumerate(entries) if place is not None
        }
    return Merged(merged, same)


def _basics(document: Object) -> Object:
    return document.get("basics") or {}


def _object(there: Object, come: Object) -> Object:
    return {
        key: _value(there[key], come.get(key)) if key in there else come[key]
        for key in {**there, **come}
    }


def _value(there: Any, come: Any) -> Any:
    match there, come:
        case dict(), dict():
            return _object(there, come)
        case list(), list():
            return [*there, *(item for item in come if item not in there)]
        case str(), str() if there.casefold() == come.casefold():
            return there
    return come or there


def _entries(
    section: Section, old: Sequence[Object], new: Sequence[Object]
) -> list[tuple[int | None, Object]]:
    """With their old places."""
    same = sameness.pairs(section, old, new)
    merged: list[tuple[int | None, Object]] = [*enumerate(old)]
    for n, place in same.items():
        merged[place] = (place, _entry(section, old[place], new[n]))
    lowest = [*accumulate(map(_start, old), min)]
    added = defaultdict(list)
    for item in (item for n, item in enumerate(new) if n not in same):
        start = _start(item)
        place = bisect_left(lowest, True, key=start.__gt__)
        added[place if start else len(old)].append((None, item))
    return [
        entry
        for place in range(len(old) + 1)
        for entry in (
            *sorted(added[place], key=lambda new: _start(new[1]), reverse=True),
            *merged[place : place + 1],
        )
    ]


def _start(item: Object) -> str:
    return str(item.get("startDate") or "")


def _entry(section: Section, there: Object, come: Object) -> Object:
    merged = _object(there, come)
    for key in ("startDate", "endDate"):
        if str(there.get(key, "")).startswith(come.get(key) or "~"):
            merged[key] = there[key]  # with the month or the day
    if (items := section.items) in there and items in come:
        merged[items] = _texts(there[items], come[items])
    return merged


def _texts(there: Sequence[str], come: Sequence[str]) -> list[str]:
    old, new = (
        [matching.text_traits(text) for text in texts] for texts in (there, come)
    )
    same = {
        n: o
        for n, o in matching.match_items(old, new).items()
        if matching.similarity(old[o], new[n]) > sameness.ENOUGH
    }
    merged = [*there]
    for n, o in same.items():
        merged[o] = come[n]
    return [*merged, *(text for n, text in enumerate(come) if n not in same)]
