"""Check that a document is a JSON Resume, and report every problem.

The schema is the standard's own (see schema.LICENSE.md). It can't express two checks
made here: dates are in the calendar, and databases can store the text.
"""

import json
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.encoding import iri_to_uri
from jsonschema import Draft7Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from rfc3986_validator import validate_rfc3986  # type: ignore[import-untyped]

from resume import dates
from resume.document import older_keys

SCHEMA = Path(__file__).parent / "schema.json"
SCHEMA_DOCUMENT: Final = json.loads(SCHEMA.read_text(encoding="utf-8"))

# RFC 5322's addr-spec, with RFC 6531's letters beyond ASCII, without comments.
ATOM = r"[^\s@()<>\[\]:;,\\\".]+"
EMAIL = re.compile(
    rf'(?:{ATOM}(?:\.{ATOM})*|"(?:[^"\\]|\\.)+")@(?:{ATOM}(?:\.{ATOM})*|\[[^\s\[\]]+\])'
)
# PostgreSQL stores no NUL, and half a surrogate pair is no character.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
SHOWN = 60

FORMATS = {
    "date": f"is not a date; write {dates.EXPECTED}, or leave the key out",
    "email": "is not an e-mail address; write one like name@example.com, or leave the key out",
    "uri": "is not a URL; write one like https://example.com/page, or leave the key out",
}
# Names of JSON's types in messages.
TYPES = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    type(None): "null",
}
EXPECTED = {"object": "an object", "array": "a list", "string": "a text"}


class InvalidResume(Exception):
    """``problems`` has a line for each place."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def validate(document: Any) -> None:
    """Raises InvalidResume unless it is JSON Resume 1.0.0. https://jsonresume.org/schema

    A problem reads ``work[2].startDate: "2021-13" is not a date; write YYYY, …``.
    """
    standard = older_keys.standardized(document)
    problems = [_line(error) for error in _validator().iter_errors(standard)]
    problems += [
        f"{_path(path)}: {_shown(text)} has a character that can't be stored;"
        " expected text without NUL and lone surrogates"
        for path, text in _texts(document)
        if UNSTORABLE.search(text)
    ]
    if problems:
        raise InvalidResume(problems)


def leave_out_invalid(document: dict[str, Any]) -> list[str]:
    """Take what is no date, e-mail address or URL out of the document; a line for each.

    Its keys are those of the standard.
    """
    errors = [e for e in _validator().iter_errors(document) if e.validator == "format"]
    for error in errors:
        *path, key = error.absolute_path
        holder: Any = document
        for part in path:
            holder = holder[part]
        del holder[key]
    return [
        f"{_path(e.absolute_path)}: {_shown(e.instance)} {_expected(e).partition(';')[0]}"
        for e in errors
    ]


@cache
def _validator() -> Draft7Validator:
    schema = deepcopy(SCHEMA_DOCUMENT)
    # Its own pattern accepts 2021-13 and 2021-02-30.
    schema["definitions"]["iso8601"] = {"type": "string", "format": "date"}
    formats = FormatChecker(formats=())
    formats.checks("uri")(lambda value: not _is_text(value) or _is_address(value))
    formats.checks("date")(lambda value: not _is_text(value) or dates.is_date(value))
    formats.checks("email")(
        lambda value: not _is_text(value) or bool(EMAIL.fullmatch(value))
    )
    return Draft7Validator(schema, format_checker=formats)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_address(text: str) -> bool:
    """An absolute URI, or an IRI: with letters beyond ASCII. RFC 3986 and 3987."""
    has_space = any(character.isspace() for character in text)
    return not has_space and bool(validate_rfc3986(iri_to_uri(text)))


def _line(error: ValidationError) -> str:
    return f"{_path(error.absolute_path)}: {_shown(error.instance)} {_expected(error)}"


def _expected(error: ValidationError) -> str:
    if error.validator == "format":
        return FORMATS[str(error.validator_value)]
    wanted = EXPECTED[str(error.validator_value)]
    return f"is {TYPES[type(error.instance)]}; expected {wanted}"


def _shown(value: Any) -> str:
    text = UNSTORABLE.sub(
        lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False)
    )
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _path(parts: Any) -> str:
    """``work[2].startDate``, and ``the document`` for the root."""
    path = ""
    for part in parts:
        path += f"[{part}]" if isinstance(part, int) else f".{part}"
    return UNSTORABLE.sub("\ufffd", path.removeprefix(".")) or "the document"


def _texts(
    value: Any, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), key
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _texts(inner, (*path, place))
