"""Keys of JSON Resume's earlier versions, which many documents still have.

They are read as the standard's own and written back as they were.
https://github.com/jsonresume/resume-schema/releases
"""

from collections.abc import Mapping, Sequence
from typing import Any

from resume.sections import OLDER_BASICS, ROOT_SECTIONS, SECTIONS, Fields

Object = dict[str, Any]


def to_standard(source: Any, older: Fields) -> tuple[Any, list[str]]:
    """The object with the standard's keys, and the older ones that it had.

    An older key beside the standard's is another, unknown key.
    """
    if not isinstance(source, Mapping):
        return source, []
    used = [
        key
        for key, name in older.items()
        if isinstance(source.get(key), str) and name not in source
    ]
    names = {key: older[key] for key in used}
    return {names.get(key, key): value for key, value in source.items()}, used


def from_standard(source: Object, used: Sequence[str], older: Fields) -> Object:
    names = {older[key]: key for key in used if key in older}
    return {names.get(key, key): value for key, value in source.items()}


def standardized(document: Any) -> Any:
    """The document with the standard's keys only, and the unknown ones."""
    if not isinstance(document, Mapping):
        return document
    found = dict(document)
    if "basics" in document:
        found["basics"] = to_standard(document["basics"], OLDER_BASICS)[0]
    for key in ROOT_SECTIONS:
        if isinstance(items := document.get(key), list):
            found[key] = [to_standard(item, SECTIONS[key].older)[0] for item in items]
    return found
