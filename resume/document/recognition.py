"""Tell a JSON Resume from other files, and which of its keys the page does not show."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from resume.document.older_keys import standardized
from resume.document.validation import SCHEMA_DOCUMENT, InvalidResume
from resume.other_sections import other_sections
from resume.sections import BASICS, LOCATION, ROOT_SECTIONS, SECTIONS, Section

#: Other files that people have, by keys that are in all of them.
OTHERS = {
    frozenset({"sections", "metadata"}): (
        "Reactive Resume's own format; export it there as JSON Resume"
    ),
    frozenset({"info", "employment"}): (
        "a FRESH résumé, which `hackmyresume convert FILE resume.json` converts"
    ),
    frozenset({"SkillsPassport"}): "a Europass CV",
    frozenset({"cv"}): "RenderCV's own format",
    frozenset({"name", "version"}): "the description of a package",
}
#: Sections under other names than the standard's, in small letters.
MEANT = {
    **dict.fromkeys(("experience", "experiences", "employment", "jobs"), "work"),
    **dict.fromkeys(("workexperience", "work_experience", "positions"), "work"),
    **dict.fromkeys(("certifications", "certificate", "licenses"), "certificates"),
    **dict.fromkeys(("volunteering", "volunteers"), "volunteer"),
    **dict.fromkeys(("honors", "achievements"), "awards"),
    **dict.fromkeys(("hobbies", "interest"), "interests"),
    **dict.fromkeys(("papers", "publication"), "publications"),
}
WRITE = "write it as https://jsonresume.org/schema says"
ROOT = {"$schema", "meta", "basics", *ROOT_SECTIONS}


def require_resume(document: Any) -> None:
    """Raises InvalidResume for a document with nothing to show, or of another format."""
    if not isinstance(document, Mapping):
        return  # which validation refuses
    kind = next((kind for keys, kind in OTHERS.items() if keys <= set(document)), "")
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
    texts = list(_texts(standardized(document), SCHEMA_DOCUMENT))
    unknown = sum(length for length, known in texts if not known)
    return 2 * unknown > sum(length for length, _ in texts)


def _texts(value: Any, schema: Mapping[str, Any] | None) -> Iterator[tuple[int, bool]]:
    """The length of each text, and whether the standard has a place for it."""
    if isinstance(value, Mapping):
        known = (schema or {}).get("properties", {})
        for key, inner in value.items():
            yield from _texts(inner, known.get(key))
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, (schema or {}).get("items", schema))
    elif isinstance(value, str):
        yield len(value), bool(schema)


def sections_of_its_own(document: Mapping[str, Any]) -> list[str]:
    """A line for each section that is shown though the standard does not have it."""
    return [
        f"{key}: it is read as a section of its own{f'; {meant}' if meant else ''}"
        for key in _other_keys(document)
        for meant in [_meant(key)]
    ]


def unknown_keys(document: Mapping[str, Any]) -> list[str]:
    """Paths of what is kept but not shown; those of a list's items once."""
    standard = standardized(document)
    basics = standard.get("basics") or {}
    shown = _other_keys(document)
    found = [
        f"{key} ({meant})" if (meant := _meant(key)) else key
        for key in standard
        if key not in ROOT and key not in shown
    ]
    found += _unknown([basics], "basics", {*BASICS, "location", "profiles"})
    found += _unknown([basics.get("location") or {}], "basics.location", LOCATION)
    found += _of_section(basics.get("profiles") or [], "basics.profiles")
    for key in ROOT_SECTIONS:
        found += _of_section(standard.get(key) or [], key)
    return found


def _other_keys(document: Mapping[str, Any]) -> list[str]:
    extra = {key: value for key, value in document.items() if key not in ROOT}
    return [section.key for section in other_sections(extra)]


def _meant(key: str) -> str:
    meant = MEANT.get(key.lower())
    return f"JSON Resume has {meant}" if meant else ""


def _of_section(items: Iterable[Mapping[str, Any]], path: str) -> list[str]:
    section: Section = SECTIONS[path.removeprefix("basics.")]
    return _unknown(items, f"{path}[]", {*section.fields, section.items})


def _unknown(
    objects: Iterable[Mapping[str, Any]], path: str, known: Iterable[str]
) -> list[str]:
    counts = Counter(key for found in objects for key in found if key not in known)
    return [
        f"{path}.{key}" + (f" ({count} times)" if count > 1 else "")
        for key, count in counts.items()
    ]
