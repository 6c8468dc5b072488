"""Convert JSON Resume documents to rows and back, without loss.

The keys and columns are in ``resume.sections``. Documents have passed ``validation``.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from resume.document.older_keys import from_standard, to_standard
from resume.models import Entry, Highlight, Resume
from resume.sections import (
    BASICS,
    LOCATION,
    META,
    OLDER_BASICS,
    ROOT,
    ROOT_SECTIONS,
    SECTIONS,
    Fields,
    Section,
)

Object = dict[str, Any]


def resume_columns(document: Mapping[str, Any]) -> Object:
    """The columns of the Resume row; null for absent keys."""
    basics, used = to_standard(document.get("basics"), OLDER_BASICS)
    location = None if basics is None else basics.get("location")
    lists = {key: document.get(key) for key in ROOT_SECTIONS}
    extra = _extra(document, {*ROOT, "basics", "meta", *ROOT_SECTIONS})
    lists["profiles"] = None if basics is None else basics.get("profiles")
    return {
        **_columns(document, ROOT),
        **_columns(basics or {}, BASICS),
        **_columns(location or {}, LOCATION),
        **_columns(document.get("meta") or {}, META),
        "older_keys": used,
        "extra": extra,
        "extra_text": json.dumps(extra),
        "basics_extra": _extra(basics, {*BASICS, "location", "profiles"}),
        "location_extra": _extra(location, LOCATION),
        "meta_extra": _extra(document.get("meta"), META),
        "empty_sections": [key for key, items in lists.items() if items == []],
    }


def entry_columns(section: Section, item: Mapping[str, Any]) -> Object:
    item, used = to_standard(item, section.older)
    return {
        **_columns(item, section.fields),
        "older_keys": used,
        "extra": _extra(item, {*section.fields, section.items}),
        "empty_highlights": bool(section.items) and item.get(section.items) == [],
    }


def items_of(document: Mapping[str, Any], section: Section) -> list[Object]:
    holder = document.get("basics", {}) if section.key == "profiles" else document
    found: list[Object] = holder.get(section.key, [])
    return found


def to_document(resume: Resume) -> Object:
    entries: dict[str, list[Object]] = {key: [] for key in resume.empty_sections}
    for entry in resume.entries.all():
        highlights = list(entry.highlights.all())
        entries.setdefault(entry.section, []).append(to_item(entry, highlights))

    profiles = entries.pop("profiles", None)
    return {**to_head(resume, profiles), **entries, **resume.own_extra}


def to_head(resume: Resume, profiles: list[Object] | None = None) -> Object:
    """The document without its sections."""
    nested = {
        "location": _object(resume, LOCATION, resume.location_extra),
        "profiles": profiles,
    }
    basics = _object(resume, BASICS, resume.basics_extra, nested)
    outer = {
        "basics": basics
        and from_standard(basics, resume.older_keys or (), OLDER_BASICS),
        "meta": _object(resume, META, resume.meta_extra),
    }
    return {
        **_present(resume, ROOT),
        **{key: value for key, value in outer.items() if value is not None},
    }


def to_item(entry: Entry, highlights: list[Highlight]) -> Object:
    section = SECTIONS[entry.section]
    item = _present(entry, section.fields)
    if highlights or entry.empty_highlights:
        item[section.items] = [highlight.text for highlight in highlights]
    return from_standard({**item, **entry.extra}, entry.older_keys or (), section.older)


def _columns(source: Mapping[str, Any], fields: Fields) -> Object:
    return {column: source.get(key) for key, column in fields.items()}


def _extra(source: Mapping[str, Any] | None, known: Any) -> Object | None:
    if source is None:
        return None
    return {key: value for key, value in source.items() if key not in known}


def _present(row: Model, fields: Fields) -> Object:
    values = {key: getattr(row, column) for key, column in fields.items()}
    return {key: value for key, value in values.items() if value is not None}


def _object(
    row: Model,
    fields: Fields,
    extra: Object | None,
    nested: Mapping[str, Any] | None = None,
) -> Object | None:
    """None if the document has no such object and no column has a value."""
    inner = {key: value for key, value in (nested or {}).items() if value is not None}
    known = _present(row, fields) | inner
    return None if extra is None and not known else known | (extra or {})
