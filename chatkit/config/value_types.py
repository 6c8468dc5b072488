"""The types of a setting's value.

``parse`` takes the text of an environment variable or a form, ``check`` a value stored
in the settings row. Both return the value or raise Malformed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

BOOLEANS = {
    **dict.fromkeys(("true", "1", "yes", "on"), True),
    **dict.fromkeys(("false", "0", "no", "off"), False),
}
LARGEST_INTEGER = 2_147_483_647  # of a PositiveIntegerField
PRICE = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")
# RFC 6265, section 4.1.1: a cookie name is an RFC 2616 token.
COOKIE_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}")
# RFC 6454, section 6.2, for the schemes a browser sends.
ORIGIN = re.compile(
    r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?", re.IGNORECASE
)
DEFAULT_PORTS = {"http": 80, "https": 443}


class Malformed(ValueError):
    """``expected`` is a phrase that says what would be accepted."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected

    def about(self, variable: str) -> str:
        """For the operator, without the value: it may be a secret in a wrong place."""
        return f"{variable} has a value that can't be used; expected {self.expected}."


class ValueType:
    """Any text, unless a subclass narrows it."""

    expected = "text"

    def read(self, variables: Mapping[str, str], name: str, default: Any = None) -> Any:
        """The variable's value. Raises ImproperlyConfigured, which names it."""
        text = variables.get(name, "").strip()
        try:
            return self.parse(text) if text else default
        except Malformed as error:
            raise ImproperlyConfigured(error.about(name)) from None

    def parse(self, text: str) -> Any:
        return self.check(self.convert(text.strip()))

    def check(self, value: Any) -> Any:
        if not self.accepts(value):
            raise Malformed(self.expected)
        return value

    def convert(self, text: str) -> Any:
        return text

    def accepts(self, value: Any) -> bool:
        return isinstance(value, str)


class Paragraphs(ValueType):
    """Text that keeps its line breaks."""


class Line(ValueType):
    def convert(self, text: str) -> str:
        return " ".join(text.split())


class Boolean(ValueType):
    expected = "true, false, 1, 0, yes, no, on or off"

    def convert(self, text: str) -> bool | None:
        return BOOLEANS.get(text.lower())

    def accepts(self, value: Any) -> bool:
        return isinstance(value, bool)


@dataclass(frozen=True)
class Integer(ValueType):
    """A whole number within bounds, both included."""

    minimum: int = 0
    maximum: int = LARGEST_INTEGER

    @property
    def expected(self) -> str:  # type: ignore[override]
        if self.maximum == LARGEST_INTEGER:
            return f"a whole number of {self.minimum} or more"
        return f"a whole number from {self.minimum} to {self.maximum}"

    def convert(self, text: str) -> int | None:
        return int(text) if re.fullmatch("[0-9]{1,10}", text) else None

    def accepts(self, value: Any) -> bool:
        return type(value) is int and self.minimum <= value <= self.maximum


class Price(ValueType):
    expected = "an amount such as 2.50, with up to four decimals"

    def convert(self, text: str) -> Decimal | None:
        return Decimal(text) if PRICE.fullmatch(text) else None

    def accepts(self, value: Any) -> bool:
        return (
            isinstance(value, Decimal)
            and value.is_finite()
            and 0 <= value < 1_000_000
            and value == round(value, 4)
        )


@dataclass(frozen=True)
class Choice(ValueType):
    """One of the words; in any case where it is parsed."""

    choices: tuple[str, ...]

    @property
    def expected(self) -> str:  # type: ignore[override]
        return f"{', '.join(self.choices[:-1])} or {self.choices[-1]}"

    def convert(self, text: str) -> str:
        return text.lower()

    def accepts(self, value: Any) -> bool:
        return value in self.choices


class CookieName(ValueType):
    expected = "letters, digits and any of !#$%&'*+-.^_`|~, at most 100"

    def accepts(self, value: Any) -> bool:
        return isinstance(value, str) and bool(COOKIE_NAME.fullmatch(value))


class WebAddress(ValueType):
    expected = "an address that begins with https:// or http://"

    def accepts(self, value: Any) -> bool:
        if not isinstance(value, str) or re.search(r"\s", value):
            return False
        try:
            parts = urlsplit(value)
            return parts.scheme in DEFAULT_PORTS and bool(parts.hostname)
        except ValueError:
            return False


class Lines(ValueType):
    """Texts on lines of their own or between bars, stored as one text."""

    def check(self, value: Any) -> tuple[str, ...]:
        parts = re.split(r"[|\n]", super().check(value))
        return tuple(" ".join(part.split()) for part in parts if part.strip())


class Origins(ValueType):
    """Separated by commas; ``true`` means any, as in OpenAI's original guide."""

    expected = "scheme://host[:port] without a path, such as https://example.org"

    def convert(self, text: str) -> tuple[str, ...]:
        if text.lower() in BOOLEANS:
            return ("*",) if BOOLEANS[text.lower()] else ()
        return tuple(part for part in text.split(",") if part.strip())

    def check(self, value: Any) -> tuple[str, ...]:
        if not isinstance(value, tuple):
            raise Malformed(self.expected)
        return tuple(dict.fromkeys(map(parse_origin, value)))


def origin_of(address: str) -> str:
    """Of a web address. Raises Malformed."""
    scheme, host, *_ = urlsplit(address)
    return parse_origin(f"{scheme}://{host.rpartition('@')[2]}")


def parse_origin(text: str) -> str:
    """``scheme://host[:port]`` in the form a browser sends it, or ``*``."""
    candidate = text.strip().lower()
    if candidate == "*":
        return candidate
    if not ORIGIN.fullmatch(candidate):
        raise Malformed(Origins.expected)
    try:
        parts = urlsplit(candidate)
        port = parts.port
    except ValueError:
        raise Malformed(Origins.expected) from None
    if port == DEFAULT_PORTS[parts.scheme]:
        return candidate.rpartition(":")[0]
    return candidate
