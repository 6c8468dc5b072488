"""Read what people mean: null, "", "Present", an address without a scheme …

Only what the standard would refuse is changed, and each change is noted in a line.
"""

import re
from collections.abc import Mapping
from typing import Any

from resume import dates
from resume.document import shapes
from resume.document.date_words import is_no_end, read_date
from resume.document.validation import SCHEMA_DOCUMENT
from resume.sections import OLDER_BASICS, SECTIONS

NOTHING = object()
EMPTY = re.compile(r"[\W_]*|n/?a|none|null|undefined", re.IGNORECASE)
#: Lists whose items are short: in a text they stand between commas.
TERMS = (".keywords", ".roles")
SEPARATOR = re.compile(r"\s*[,;]\s*")
#: What a location that is one text is.
PLACE = "address"

OLDER = {"basics": OLDER_BASICS, **{key: s.older for key, s in SECTIONS.items()}}


def normalize(document: Any) -> tuple[Any, list[str]]:
    """The document as its author means it, and notes.

    A note reads ``work[0].endDate: "Present" is no date, so there is no end``.
    """
    reader = _Reader()
    return reader.read(document, SCHEMA_DOCUMENT, ""), reader.notes


class _Reader:
    def __init__(self) -> None:
        self.notes: list[str] = []

    def read(self, value: Any, schema: Mapping[str, Any], path: str) -> Any:
        """What the value means where this part of the schema stands; or NOTHING."""
        if value is None:
            return self._left_out("null", path)
        match schema.get("type"):
            case "object":
                return self._object(value, schema, path)
            case "array":
                return self._list(value, schema, path)
            case _:
                return self._text(value, schema, path)

    def _object(self, value: Any, schema: Mapping[str, Any], path: str) -> Any:
        known = schema["properties"]
        section = re.sub(r"\[\d+\]$", "", path).rpartition(".")[2]
        if isinstance(value, str) and (entry := shapes.named(value, section)):
            self.notes.append(f"{path}: the text is read as its {next(iter(entry))}")
            return entry
        if isinstance(value, str) and PLACE in known:
            self.notes.append(f"{path}: the text is read as the {PLACE}")
            return {PLACE: value}
        if not isinstance(value, Mapping):
            return value
        older = OLDER.get(section, {})
        found = {}
        for key, inner in value.items():
            part = known.get(key) or known.get(older.get(key, ""))
            if part is not None:
                inner = self.read(inner, part, f"{path}.{key}".removeprefix("."))
            if inner is not NOTHING:
                found[key] = inner
        return found

    def _list(self, value: Any, schema: Mapping[str, Any], path: str) -> Any:
        of_texts = schema["items"].get("type") == "string"
        if of_texts:
            value = self._translated(value, path)
        if isinstance(value, str) and EMPTY.fullmatch(value.strip()):
            return self._left_out(f'"{value}"', path)
        if isinstance(value, str) and of_texts:
            self.notes.append(f"{path}: the text is read as a list")
            value = SEPARATOR.split(value) if path.endswith(TERMS) else [value]
        elif isinstance(value, Mapping):
            if (found := shapes.entries(value, path)) is None:
                found = [value]
                self.notes.append(f"{path}: it is read as a list of one")
            else:
                self.notes.append(f"{path}: its keys are read as names")
            value = found
        if not isinstance(value, list):
            return value
        items = [
            self.read(item, schema["items"], f"{path}[{place}]")
            for place, item in enumerate(value)
        ]
        return [item for item in items if item is not NOTHING]

    def _text(self, value: Any, schema: Mapping[str, Any], path: str) -> Any:
        text = self._as_text(value, path)
        kind = "date" if "$ref" in schema else schema.get("format")
        if not isinstance(text, str) or not kind:
            return text
        stripped = text.strip()
        if EMPTY.fullmatch(stripped):
            return self._left_out(f'"{text}"', path)
        if kind == "date":
            return self._date(text, path)
        if kind == "email":
            return self._as(re.sub("(?i)^mailto:", "", stripped), text, path)
        prefix = "https://" if shapes.lacks_scheme(stripped) else ""
        return self._as(prefix + stripped, text, path)

    def _as_text(self, value: Any, path: str) -> Any:
        """Numbers, lines and the parts of an object as one text."""
        value = self._translated(value, path)
        if isinstance(value, int | float) and not isinstance(value, bool):
            self.notes.append(f"{path}: the number is read as a text")
            return str(value)
        if (text := shapes.one_text(value)) is not None:
            self.notes.append(f"{path}: its parts are read as one text")
            return text
        return value

    def _translated(self, value: Any, path: str) -> Any:
        if not (found := shapes.one_language(value)):
            return value
        self.notes.append(f"{path}: of {', '.join(value)}, {found[0]} is read")
        return found[1]

    def _date(self, text: str, path: str) -> Any:
        if dates.is_date(text):
            return text
        if path.endswith("endDate") and is_no_end(text):
            self.notes.append(f'{path}: "{text}" is no date, so there is no end')
            return NOTHING
        return self._as(read_date(text) or text, text, path)

    def _as(self, found: str, text: str, path: str) -> str:
        if found != text:
            self.notes.append(f'{path}: "{text}" is read as "{found}"')
        return found

    def _left_out(self, shown: str, path: str) -> Any:
        self.notes.append(f"{path or 'the document'}: {shown} is left out")
        return NOTHING
