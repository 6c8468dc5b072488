"""Each field of a format is taken to its place, or named as left out.

A line of a table in ``fields`` has the field, where it goes, and its value if that can't be
any text. "-" is left out and named, with the name after "=" if that is another; "~" says
how it looks there; "@" is the name of a section.
"""

import csv
import io
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from resume.document.older_keys import standardized
from resume.document.reading import Read
from resume.exchange.reading import read

TABLES = Path(__file__).parent / "fields"


def rows(name: str) -> Iterator[tuple[str, str, str]]:
    for line in (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            field, target, *value = re.split(r"\s{2,}", line)
            words = (
                target[1:] if target[0] == "@" else " ".join(re.split(r"\W+", field))
            )
            yield field, target, value[0] if value else words


def nested(name: str) -> dict[str, Any]:
    """The sample that a table of paths describes."""
    sample: dict[str, Any] = {}
    for field, _, text in rows(name):
        holder: Any = sample
        *path, last = field.split(".")
        for key, after in pairwise([*path, last]):
            holder = _inner(holder, key, [] if after.isdigit() else {})
        value = int(text) if text.isdigit() and int(text) < 1000 else text
        _inner(holder, last, value)
    return sample


def _inner(holder: Any, key: str, value: Any) -> Any:
    if isinstance(holder, dict):
        return holder.setdefault(key, value)
    if int(key) == len(holder):
        holder.append(value)
    return holder[int(key)]


def archive() -> bytes:
    """The sample that the table of files and columns describes."""
    files: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for field, _, value in rows("linkedin"):
        file, column = field.split(", ")
        files[file][column] = value
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for file, row in files.items():
            text = io.StringIO(newline="")
            csv.writer(text).writerows([row.keys(), row.values()])
            packed.writestr(file, f"\ufeff{text.getvalue()}")
    return content.getvalue()


def unaccounted(name: str, found: Read) -> list[str]:
    document = standardized(found.document)
    lines = [*found.left, *found.unknown]
    return [
        f"{field} -> {target}"
        for field, target, value in rows(name)
        if not (
            _is_named(target[2:] or re.sub(r"\.items|\.\d+", "", field), lines)
            if target[0] == "-"
            else target[0] in "~@" or _is_said(value, _at(document, target))
        )
    ]


def _is_named(field: str, left: list[str]) -> bool:
    return any(re.match(rf"{re.escape(field)}\b", line) for line in left)


def _at(document: Any, path: str) -> str:
    try:
        for key in path.split("."):
            document = document[int(key) if key.isdigit() else key]
    except (LookupError, TypeError):
        return ""
    return str(document)


def _is_said(value: str, found: str) -> bool:
    texts = [text for text in re.split(r"<[^>]*>|[\[\]]|PORTFOLIO:", value) if text]
    year = re.match(r"\d{4}\b", found)
    return all(text in found for text in texts) or bool(year and year[0] in value)


@pytest.mark.parametrize(
    "name", ["reactive3", "reactive4", "reactive5", "jsonresume0", "jsonresume1"]
)
def test_each_field_is_taken_or_named(name: str) -> None:
    assert unaccounted(name, read(json.dumps(nested(name)).encode())) == []


def test_each_field_in_yaml_is_taken() -> None:
    text = yaml.safe_dump(nested("jsonresume1"))

    assert unaccounted("jsonresume1", read(text.encode())) == []


def test_each_field_of_linkedin_s_archive_is_taken_or_named() -> None:
    assert unaccounted("linkedin", read(archive())) == []
