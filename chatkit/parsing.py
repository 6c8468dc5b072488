"""Read the text of an environment variable or a form as one kind of value."""

import re
from collections.abc import Callable
from typing import Any

TRUE = frozenset({"true", "1", "yes", "on"})
FALSE = frozenset({"false", "0", "no", "off"})
# RFC 6265, section 4.1.1: a cookie name is an RFC 2616 token.
COOKIE_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")

Parser = Callable[[str], Any]


class Malformed(ValueError):
    """The text is not of its kind; ``expected`` says what would be, in a phrase."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def text(value: str) -> str:
    """The text itself, on one line."""
    return " ".join(value.split())


def boolean(value: str) -> bool:
    """True for true/1/yes/on, False for false/0/no/off, in any case."""
    word = value.strip().lower()
    if word not in TRUE | FALSE:
        raise Malformed("true, false, 1, 0, yes, no, on or off")
    return word in TRUE


def cookie_name(value: str) -> str:
    """A name a cookie may have."""
    if not COOKIE_NAME.fullmatch(value):
        raise Malformed("letters, digits and any of !#$%&'*+-.^_`|~")
    return value


def bar_separated(value: str) -> tuple[str, ...]:
    """The texts between bars, without blanks."""
    return tuple(text(part) for part in value.split("|") if part.strip())
