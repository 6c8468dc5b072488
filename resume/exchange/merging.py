"""A document's entries added to those that are there."""

from collections.abc import Mapping
from typing import Any

from resume.document import matching
from resume.document.mapping import items_of
from resume.sections import ROOT_SECTIONS, SECTIONS

Document = Mapping[str, Any]


def merge(old: Document, new: Document) -> dict[str, Any]:
    """The old document with what the new one says.

    Where both have a value the new one counts. Entries that are the same are merged,
    the new document's other entries come first in their section.
    """
    merged: dict[str, Any] = {**old, **new}
    merged["basics"] = _basics(old.get("basics") or {}, new.get("basics") or {})
    for key in ROOT_SECTIONS:
        if key in old and key in new:
            merged[key] = _entries(key, old, new)
    if profiles := _entries("profiles", old, new):
        merged["basics"]["profiles"] = profiles
    return merged


def _basics(old: Document, new: Document) -> dict[str, Any]:
    location = {**(old.get("location") or {}), **(new.get("location") or {})}
    return {**old, **new, **({"location": location} if location else {})}


def _entries(key: str, old: Document, new: Document) -> list[dict[str, Any]]:
    section = SECTIONS[key]
    there, come = items_of(old, section), items_of(new, section)
    same = matching.match_items(
        [matching.entry_traits(section, item) for item in there],
        [matching.entry_traits(section, item) for item in come],
    )
    merged = {place: {**there[place], **come[n]} for n, place in same.items()}
    added = [item for n, item in enumerate(come) if n not in same]
    return [*added, *(merged.get(place, item) for place, item in enumerate(there))]
