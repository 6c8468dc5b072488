"""Text and JSON that both databases can store and UTF-8 can encode.

Models may write U+0000, which PostgreSQL refuses, lone surrogates, and numbers that JSON
does not have.
"""

import unicodedata
from math import isfinite
from typing import Any

from django.db import models


def storable(value: Any) -> Any:
    """Joins surrogate pairs, drops lone ones and U+0000; infinite numbers become null."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return {_text(key): storable(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [storable(below) for below in value]
    if isinstance(value, float) and not isfinite(value):
        return None
    return value


def visible(text: str) -> str:
    # Cc, Cf, Cs, Co, Cn: control, bidi and zero-width, surrogates; Zl, Zp: line ends.
    return "".join(
        character
        for character in text
        if unicodedata.category(character)[0] != "C"
        and unicodedata.category(character) not in ("Zl", "Zp")
    )


def _text(text: str) -> str:
    if not text.isascii():
        halves = text.encode("utf-16-le", "surrogatepass")
        text = halves.decode("utf-16-le", "ignore")
    return text.replace("\0", "")


class StorableJSONField(models.JSONField):
    """A JSONField that accepts any text and number."""

    def get_prep_value(self, value: Any) -> Any:
        return storable(super().get_prep_value(value))

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
