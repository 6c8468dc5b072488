"""The items of Reactive Resume's sections as entries."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from resume.exchange import leaves, periods, rich_text
from resume.exchange.leaves import NO_PLACE, Object, Source, as_object, take
from resume.sections import SECTIONS

TABLES = tomllib.loads(
    Path(__file__).with_name("reactive.toml").read_text(encoding="utf-8")
)
LAYOUT = frozenset(TABLES["layout"]["keys"])
#: Where an entry's prose goes, if not to its summary.
PROSE = {"references": "reference", "projects": "description"}
HIDDEN = "it is hidden there"


class Part(NamedTuple):
    """A section as the export has it; ``kind`` is ours, "" for one of the owner's own."""

    path: str
    kind: str
    title: str
    items: list[Source]


def shown(items: Any, path: str, left: list[str]) -> Iterator[Source]:
    for item in items if isinstance(items, list) else ():
        if is_hidden(item):
            texts = (v for k, v in leaves.leaves(item).items() if k not in LAYOUT)
            left.append(f"{path}: “{next(filter(leaves.says, texts), '')}”: {HIDDEN}")
        elif isinstance(item, Mapping):
            yield item
        elif leaves.says(item):
            left.append(f"{path}: “{item}”: {NO_PLACE}")


def entries(part: Part, item: Source, left: list[str]) -> Iterator[Object]:
    """One, or one for each role that was held there."""
    roles = item.get("roles")
    if not (part.kind == "work" and isinstance(roles, list) and roles):
        yield _entry(part, item, left)
        return
    shared = {key: item.get(key) for key in ("company", "location", "website")}
    for role in map(as_object, roles):
        yield _entry(part, {**shared, **role}, left)
    rest = {key: item[key] for key in item if key not in {*shared, "roles"}}
    left += left_of(part.path, rest, set())


def _entry(part: Part, item: Source, left: list[str]) -> Object:
    table = TABLES["sections"].get(part.kind, TABLES["own"])
    entry, used = take({k: v for k, v in table.items() if k != "prose"}, item)
    where = PROSE.get(part.kind, "summary")
    texts = {name: item.get(name) for name in table.get("prose", ())}
    used |= {name for name, text in texts.items() if isinstance(text, str)}
    blocks = [
        block
        for text in (entry.get(where), *texts.values())
        if isinstance(text, str)
        for block in rich_text.read(text)
    ]
    section = SECTIONS.get(part.kind)
    has_highlights = section is not None and section.items == "highlights"
    prose, highlights = (
        rich_text.split(blocks)
        if has_highlights
        else (rich_text.to_markdown(blocks), [])
    )
    entry |= {where: prose} if prose else {}
    entry |= {"highlights": highlights} if highlights else {}
    left += left_of(part.path, item, used)
    _read_dates(part, entry, left)
    return entry


def _read_dates(part: Part, entry: Object, left: list[str]) -> None:
    for key in {"period", "date", "releaseDate"} & entry.keys() if part.kind else ():
        text = str(entry.pop(key))
        dates = periods.read(text) or {}
        if key == "period":
            entry |= dates
        elif dates:
            entry[key] = dates["startDate"]
        if not dates:
            left.append(f"{part.path}: no dates can be read in “{text}”")
        elif key != "period" and dates.get("endDate") != dates["startDate"]:
            left.append(f"{part.path}: of “{text}” the first date is taken")


def left_of(path: str, source: Source, used: set[str]) -> Iterator[str]:
    looks = {n for n in leaves.leaves(source) if not LAYOUT.isdisjoint(n.split("."))}
    return leaves.left(path, source, used | looks)


def is_hidden(value: Any) -> bool:
    source = as_object(value)
    effects = as_object(source.get("effects"))
    return bool(
        source.get("visible") is False or source.get("hidden") or effects.get("hidden")
    )
