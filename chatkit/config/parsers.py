"""Read the text of an environment variable or a form as one kind of value.

A parser takes text and returns the value, or raises Malformed with what it expects.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

TRUE = frozenset({"true", "1", "yes", "on"})
FALSE = frozenset({"false", "0", "no", "off"})
# RFC 6265, section 4.1.1: a cookie name is an RFC 2616 token.
COOKIE_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}")
# RFC 6454, section 6.2, for the schemes a browser sends.
ORIGIN = re.compile(
    r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?", re.IGNORECASE
)
PRICE = re.compile(r"[0-9]{1,6}(\.[0-9]{1,4})?")
DEFAULT_PORTS = {"http": 80, "https": 443}

Parser = Callable[[str], Any]


class Malformed(ValueError):
    """The text is not of its kind; ``expected`` says what would be, in a phrase."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def text(value: str) -> str:
    """The text on one line."""
    return " ".join(value.split())


def paragraphs(value: str) -> str:
    """The text as it is, without space around it."""
    return value.strip()


def boolean(value: str) -> bool:
    """True for true/1/yes/on, False for false/0/no/off, in any case."""
    word = value.strip().lower()
    if word not in TRUE | FALSE:
        raise Malformed("true, false, 1, 0, yes, no, on or off")
    return word in TRUE


def number(minimum: int, maximum: int | None = None) -> Parser:
    """A whole number within bounds, both included."""
    bounds = f"from {minimum} to {maximum}" if maximum else f"of {minimum} or more"

    def parse(value: str) -> int:
        digits = value.strip()
        # 2147483647: what the database keeps
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 10) or not (
            minimum <= int(digits) <= (maximum or 2_147_483_647)
        ):
            raise Malformed(f"a whole number {bounds}")
        return int(digits)

    return parse


def price(value: str) -> Decimal:
    """An amount of money with up to four decimals, in the currency one thinks in."""
    if not PRICE.fullmatch(value.strip()):
        raise Malformed("an amount such as 2.50, with up to four decimals")
    return Decimal(value.strip())


def choice(values: Sequence[str]) -> Parser:
    """One of the words, in any case."""

    def parse(value: str) -> str:
        word = value.strip().lower()
        if word not in values:
            raise Malformed(" or ".join([", ".join(values[:-1]), values[-1]]))
        return word

    return parse


def cookie_name(value: str) -> str:
    """A name a cookie may have."""
    if not COOKIE_NAME.fullmatch(value):
        raise Malformed("letters, digits and any of !#$%&'*+-.^_`|~, at most 100")
    return value


def web_address(value: str) -> str:
    """An absolute http(s) URL."""
    try:
        parts = urlsplit(value)
        complete = parts.scheme in DEFAULT_PORTS and bool(parts.hostname)
    except ValueError:
        complete = False
    if not complete or " " in value:
        raise Malformed("an address that begins with https:// or http://")
    return value


def origin(value: str) -> str:
    """``scheme://host[:port]`` in the form a browser sends it, or ``*``."""
    candidate = value.strip()
    if candidate == "*":
        return candidate
    expected = "scheme://host[:port] without a path, such as https://example.org"
    if not ORIGIN.fullmatch(candidate):
        raise Malformed(expected)
    try:
        parts = urlsplit(candidate.lower())
        port = parts.port
    except ValueError:
        raise Malformed(expected) from None
    if port == DEFAULT_PORTS[parts.scheme]:
        return f"{parts.scheme}://{parts.netloc.rpartition(':')[0]}"
    return f"{parts.scheme}://{parts.netloc}"


def origins(value: str) -> tuple[str, ...]:
    """Origins separated by commas; the original guide's ``true`` means any."""
    if value.strip().lower() in TRUE:
        return ("*",)
    if value.strip().lower() in FALSE:
        return ()
    found = [origin(part) for part in value.split(",") if part.strip()]
    return tuple(dict.fromkeys(found))


def listed(value: str) -> tuple[str, ...]:
    """The texts between bars or on lines, without blanks."""
    return tuple(text(part) for part in re.split(r"[|\n]", value) if part.strip())
