"""Values in another shape than the standard's, where what they say is certain.

Each function gives the value in the standard's shape, or None for another one.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf.locale import LANG_INFO

from resume.sections import SECTIONS

#: An address as people write it: github.com/ada, www.example.org.
SCHEMELESS = re.compile(r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}(:\d+)?([/?#]\S*)?")
#: A file beside the document: none of these endings is a domain.
FILE = re.compile(
    r"[^/?#]*\.(?:aspx?|docx?|gif|html?|jpe?g|json|odt|pdf|php|png|svg|txt|webp|xml)(?:[?#].*)?",
    re.IGNORECASE,
)


def one_language(value: Any) -> tuple[str, Any] | None:
    """The first of a text's translations, and its language: {"de": …, "en": …}."""
    if not isinstance(value, Mapping) or len(value) < 2:  # noqa: PLR2004
        return None
    if not all(str(key).lower().replace("_", "-") in LANG_INFO for key in value):
        return None
    return next(iter(value.items()))


def one_text(value: Any) -> str | None:
    """The texts and numbers in an object or a list, between commas or on lines."""
    parts = list(_parts(value)) if isinstance(value, Mapping | list) else []
    return ("\n" if isinstance(value, list) else ", ").join(parts) if parts else None


def _parts(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _parts(inner)
    elif isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)


def named(text: str, section: str) -> dict[str, str] | None:
    """An entry with this name: of a list of skills as texts, for example."""
    found = SECTIONS.get(section)
    if found is None or found.names != "title" or section in ("profiles", "references"):
        return None
    key = next(key for key, column in found.fields.items() if column == "title")
    return {key: text}


def entries(value: Mapping[str, Any], section: str) -> list[Any] | None:
    """{"Tools": ["Git"]} as skills, {"Welsh": "Fluent"} as languages."""
    found = SECTIONS.get(section)
    if found is None or not value or set(value) & {*found.fields, *found.older}:
        return None
    columns = {column: key for key, column in found.fields.items()}
    holds = (("keywords", list), ("level", str))
    for column, kind in holds:
        if column in columns and all(isinstance(v, kind) for v in value.values()):
            return [{columns["title"]: k, columns[column]: v} for k, v in value.items()]
    return None


def lacks_scheme(address: str) -> bool:
    return bool(SCHEMELESS.fullmatch(address) and not FILE.fullmatch(address))
