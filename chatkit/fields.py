"""What both databases can keep, and UTF-8 can carry.

A model may write anything: U+0000, which PostgreSQL refuses, halves of characters (lone
surrogates), which can neither be kept nor sent, and numbers that JSON does not have.
"""

from math import isfinite
from typing import Any

from django.db import models


def storable(value: Any) -> Any:
    """JSON data without them; the two halves of one character become it.

    A number that is not finite becomes null.
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return {_text(key): storable(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [storable(below) for below in value]
    if isinstance(value, float) and not isfinite(value):
        return None
    return value


def _text(text: str) -> str:
    if not text.isascii():
        halves = text.encode("utf-16-le", "surrogatepass")
        text = halves.decode("utf-16-le", "ignore")
    return text.replace("\0", "")


class StorableJSONField(models.JSONField):
    """A JSONField that keeps whatever it is given, but for that."""

    def get_prep_value(self, value: Any) -> Any:
        return storable(super().get_prep_value(value))

    def deconstruct(self) -> Any:
        """To migrations it is a JSONField: the column is the same."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
