"""Reactive Resume's own export as a JSON Resume document."""

from collections.abc import Iterator, Mapping
from typing import Any

from resume.document.recognition import ROOT
from resume.exchange import rich_text
from resume.exchange.leaves import NO_PLACE, Object, Source, as_object, take
from resume.exchange.reactive_items import (
    HIDDEN,
    TABLES,
    Part,
    entries,
    is_hidden,
    left_of,
    shown,
)
from resume.sections import BASICS

#: Our section by theirs.
KINDS = {
    name: key
    for key, table in TABLES["sections"].items()
    for name in (key, table.get("from", key))
}
LOOKS = "metadata, headings, icons, columns, sizes, ids: they say how it looks there"


def is_export(document: Source) -> bool:
    sections = document.get("sections")
    return isinstance(sections, Mapping) and "metadata" in document


def convert(document: Source) -> tuple[Object, list[str]]:
    """The document, and a line for each value that has no place in it."""
    left: list[str] = []
    result: Object = {"basics": _basics(document, left)}
    for part in _parts(document, left):
        for item in part.items:
            holder = result["basics"] if part.kind == "profiles" else result
            section = holder.setdefault(part.kind or part.title, [])
            section.extend(entries(part, item, left))
    others = {
        key: value
        for key, value in document.items()
        if key not in ("basics", "sections", "summary", "picture", "customSections")
    }
    others["metadata"] = {"notes": as_object(others.get("metadata")).get("notes")}
    left += left_of("", others, set())
    return result, [*dict.fromkeys(left), LOOKS]


def _basics(document: Source, left: list[str]) -> Object:
    source = as_object(document.get("basics"))
    summaries = {
        "basics.summary": source.pop("summary", None),
        "sections.summary": document["sections"].get("summary"),
        "summary": document.get("summary"),
    }
    profiles, fields = source.pop("profiles", ()), source.pop("customFields", ())
    source |= {key: document[key] for key in ("picture",) if key in document}
    for key in [key for key, value in source.items() if is_hidden(value)]:
        left.append(f"basics.{key}: {HIDDEN}")
        del source[key]
    found, used = take(TABLES["basics"], source)
    location, more = take(TABLES["location"], source)
    found |= {"location": location} if location else {}
    left += left_of("basics", source, used | more)
    for path, summary in summaries.items():
        text = summary if isinstance(summary, str) else _text_of(summary)
        if text and is_hidden(summary):
            left.append(f"{path}: {HIDDEN}")
        elif text:
            found["summary"] = rich_text.to_markdown(rich_text.read(text))
    items = [*shown(profiles, "basics.profiles", left)]
    part = Part("basics.profiles", "profiles", "", items)
    found["profiles"] = [e for item in items for e in entries(part, item, left)]
    for field in shown(fields, "basics.customFields", left):
        name, value, text, link = (
            str(field.get(key) or "") for key in ("name", "value", "text", "link")
        )
        if link:
            found["profiles"].append({"network": text, "url": link})
        elif name and name not in BASICS:
            found[name] = value
        elif value or text:
            left.append(f"basics.customFields: “{value or text}”: {NO_PLACE}")
    return found


def _text_of(summary: Any) -> str:
    texts = (as_object(summary).get(key) for key in ("content", "body"))
    return next((text for text in texts if isinstance(text, str)), "")


def _parts(document: Source, left: list[str]) -> Iterator[Part]:
    sections = {**document["sections"]}
    sections.pop("summary", None)
    custom = sections.pop("custom", None)
    found = [(f"sections.{key}", key, value) for key, value in sections.items()]
    if isinstance(custom, Mapping):
        found += [("sections.custom", "", value) for value in custom.values()]
    own = document.get("customSections")
    for value in own if isinstance(own, list) else ():
        found.append(("customSections", str(as_object(value).get("type")), value))
    for path, name, value in found:
        section = as_object(value)
        kind, title = KINDS.get(name, ""), section.get("title") or section.get("name")
        if not kind:
            title = title if isinstance(title, str) and title else "More"
            path = f"{path}.{title}"
            title += " (2)" if title in ROOT else ""
        if name == "cover-letter":
            left.append(f"{path}: a letter is no part of a résumé")
        elif is_hidden(section):
            left.append(f"{path}: {HIDDEN}")
        else:
            items = [*shown(section.get("items"), path, left)]
            yield Part(path, kind, str(title), items)
