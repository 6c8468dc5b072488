"""Tell a JSON Resume from other files, and which of its keys the page does not show."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from resume.document.older_keys import standardized
from resume.document.shapes import one_text
from resume.document.validation import SCHEMA_DOCUMENT, InvalidResume
from resume.other_sections import other_sections
from resume.sections import IMAGE_ALT, ROOT_SECTIONS

TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
MEANT = {word: key for key, words in TABLES["sections"].items() for word in words}
WRITE = "write it as https://jsonresume.org/schema says"
ROOT = {"$schema", "meta", "basics", *ROOT_SECTIONS}


def require_resume(document: Any) -> None:
    """Raises InvalidResume for a document with nothing to show, or of another format."""
    if not isinstance(document, Mapping):
        return  # which validation refuses
    kinds = (f["kind"] for f in TABLES["files"] if document.keys() >= {*f["keys"]})
    kind = next(kinds, "")
    is_empty = not any(document.get(key) for key in ("basics", *ROOT_SECTIONS))
    if is_empty or (kind and "work" not in document):
        seems = (
            f"it seems to be {kind}"
            if kind
            else f"it has neither basics nor work; {WRITE}"
        )
        raise InvalidResume([f"the document: {seems}"])
    if not _named(document) and _is_mostly_unknown(document):
        keys = ", ".join(key for key in document if key not in ROOT)
        raise InvalidResume(
            [
                "the document: it has no basics.name, and most of its texts are under"
                f" keys that JSON Resume does not have ({keys or 'see the standard'});"
                f" {WRITE}"
            ]
        )


def _named(document: Mapping[str, Any]) -> bool:
    basics = document.get("basics")
    return bool(isinstance(basics, Mapping) and basics.get("name"))


def _is_mostly_unknown(document: Mapping[str, Any]) -> bool:
    lengths = {True: 0, False: 0}
    for _, value, is_known in _walk(standardized(document), SCHEMA_DOCUMENT):
        text = value if isinstance(value, str) else one_text(value)
        lengths[is_known] += len(text or "")
    return lengths[False] > lengths[True]


def _walk(
    value: Any, schema: Mapping[str, Any], path: str = ""
) -> Iterator[tuple[str, Any, bool]]:
    """Each text with its path, and whatever is under a key that the standard lacks."""
    if isinstance(value, Mapping):
        known = schema.get("properties", {})
        for key, inner in value.items():
            where = f"{path}.{key}".removeprefix(".")
            if key in known:
                yield from _walk(inner, known[key], where)
            else:
                yield where, inner, False
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item, schema.get("items", schema), f"{path}[]")
    elif isinstance(value, str):
        yield path, value, True


def sections_of_its_own(document: Mapping[str, Any]) -> list[str]:
    """A line for each section that is shown though the standard does not have it."""
    return [
        f"{key}: it is read as a section of its own{f'; {meant}' if meant else ''}"
        for key in _other_keys(document)
        for meant in [_meant(key)]
    ]


def unknown_keys(document: Mapping[str, Any]) -> list[str]:
    """Paths of what is kept but not shown; those of a list's items once."""
    shown = [*_other_keys(document), f"basics.{IMAGE_ALT}"]
    standard = {k: v for k, v in standardized(document).items() if k != "meta"}
    counts = Counter(
        path
        for path, _, is_known in _walk(standard, SCHEMA_DOCUMENT)
        if not is_known and path not in shown
    )
    notes = {path: _meant(path) for path in counts}
    notes |= {path: f"{n} times" for path, n in counts.items() if n > 1}
    return [
        f"{path} ({notes[path]})" if notes[path] else path
        for path in sorted(counts, key=lambda path: "." in path)
    ]


def _other_keys(document: Mapping[str, Any]) -> list[str]:
    extra = {key: value for key, value in document.items() if key not in ROOT}
    return [section.key for section in other_sections(extra)]


def _meant(key: str) -> str:
    meant = MEANT.get(key.lower())
    return f"JSON Resume has {meant}" if meant else ""
