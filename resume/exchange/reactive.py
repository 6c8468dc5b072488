"""Reactive Resume's own export as a JSON Resume document.

https://github.com/amruthpillai/reactive-resume
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from resume.sections import SECTIONS

TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
PERIOD = re.compile(
    r"\s+(?:to|until|bis|hasta|à|a)\s+|\s*[-–—]\s+|\s+[-–—]\s*|\s*[–—]\s*"
)
#: Keys of an item that say how it looks there.
LAYOUT = frozenset(
    {"id", "hidden", "visible", "icon", "iconColor", "options", "columns"}
)
#: Where an entry's prose goes, if its section has no list of highlights.
SUMMARY = {"references": "reference"}


def is_export(document: Mapping[str, Any]) -> bool:
    return isinstance(document.get("sections"), Mapping) and "metadata" in document


def convert(document: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The document, and a line for each value that has no place in it."""
    basics = document.get("basics")
    basics = basics if isinstance(basics, Mapping) else {}
    picture = {"picture": document["picture"]} if "picture" in document else {}
    found, used = _take(TABLES["basics"], {**picture, **basics})
    if place := basics.get("location"):
        found["location"] = {"address": place}
    dropped = [*_left("basics", {**picture, **basics}, used | {"location"})]
    sections: dict[str, Any] = dict(document["sections"])
    summary = document.get("summary") or sections.pop("summary", None) or {}
    if text := _texts(summary.get("content") or "")[0]:
        found["summary"] = text
    result: dict[str, Any] = {"basics": found}
    for key, table in TABLES["sections"].items():
        section = sections.pop(table.get("from", key), None) or {}
        items = []
        for item in section.get("items") or ():
            if item.get("hidden") is True or item.get("visible") is False:
                name = next((v for v in _values(item) if v), "an entry")
                dropped.append(f"sections.{key}: {name} is hidden there")
                continue
            entry, used = _entry(key, table, item)
            items.append(entry)
            dropped += _left(f"sections.{key}", item, used)
        if items:
            (found if key == "profiles" else result)[key] = items
    for key, value in sections.items():
        if value:
            dropped.append(f"sections.{key}: JSON Resume has no such section")
    return result, dropped


def _entry(
    key: str, table: Mapping[str, Any], item: Mapping[str, Any]
) -> tuple[dict[str, Any], set[str]]:
    keys = {k: v for k, v in table.items() if k not in ("from", "period", "prose")}
    entry, used = _take(keys, item)
    extra = {k: v for k, v in table.items() if k in ("period", "prose")}
    found, more = _take(extra, item)
    if period := found.get("period"):
        start, *end = PERIOD.split(period, maxsplit=1)
        entry |= {"startDate": start} | ({"endDate": end[0]} if end else {})
    if prose := found.get("prose"):
        text, lines = _texts(prose)
        items = SECTIONS[key].items
        if lines and items == "highlights":
            entry[items] = lines
        elif lines:
            text = "\n".join(filter(None, (text, *lines)))
        if text:
            where = "description" if key == "projects" else SUMMARY.get(key, "summary")
            entry[where] = "\n".join(filter(None, (entry.get(where), text)))
    return entry, used | more


def _take(
    table: Mapping[str, Any], source: Mapping[str, Any]
) -> tuple[dict[str, Any], set[str]]:
    """The values that the table names, and the source's keys they were found under."""
    found: dict[str, Any] = {}
    used: set[str] = set()
    for key, names in table.items():
        for name in names:
            first, _, inner = name.partition(".")
            value = source.get(first)
            if inner:
                value = value.get(inner) if isinstance(value, Mapping) else None
            if value and key not in found:
                found[key] = value
                used.add(first)
    return found, used


def _left(path: str, source: Mapping[str, Any], used: set[str]) -> Iterator[str]:
    for key, value in source.items():
        if key not in used | LAYOUT and any(_values({key: value})):
            yield f"{path}.{key}: JSON Resume has no place for it"


def _values(value: Any) -> Iterator[str]:
    """The texts in it."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in LAYOUT:
                yield from _values(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner)
    elif isinstance(value, str) and value.strip():
        yield value


class _Prose(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = [""]
        self.lines: list[str] = []
        self._inside = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "li":
            self._inside += 1
            self.lines.append("")
        elif tag in ("p", "br", "div", "h1", "h2", "h3") and not self._inside:
            self.parts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "li" and self._inside:
            self._inside -= 1

    def handle_data(self, data: str) -> None:
        (self.lines if self._inside else self.parts)[-1] += data


def _texts(html: str) -> tuple[str, list[str]]:
    """Its prose, and the items of its lists."""
    parser = _Prose()
    parser.feed(html)
    parser.close()
    parts = (" ".join(part.split()) for part in parser.parts)
    lines = (" ".join(line.split()) for line in parser.lines)
    return "\n".join(filter(None, parts)), [*filter(None, lines)]
