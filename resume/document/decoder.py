"""Decode JSON text, with errors that say what is wrong and where."""

import json
import math
import re
from typing import Any, NoReturn

# In valid JSON a string before a colon is a key, and braces outside strings are objects.
TOKEN = re.compile(r'(?P<text>"(?:[^"\\]|\\.)*")(?P<colon>\s*:)?|(?P<brace>[{}])')

MOST_LEVELS = 200
TOO_DEEP = "It is nested too deeply."


class NotJSON(Exception):
    """The message is for the person who wrote the file."""


def decode(content: bytes) -> Any:
    """UTF-8 JSON, with or without a byte order mark.

    Raises NotJSON, also for what Python's parser accepts: NaN, numbers too large for a
    float, duplicate keys.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place(content[: error.start].decode("utf-8-sig", "replace"))
        raise NotJSON(
            f"It is not UTF-8 text: byte 0x{content[error.start]:02x} at line {line},"
            f" column {column}. Save the file as UTF-8."
        ) from None
    if not text.strip():
        raise NotJSON("It is empty.")
    try:
        document = json.loads(text, parse_constant=_refuse, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise NotJSON(
            f"It is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from None
    except RecursionError:
        raise NotJSON(TOO_DEEP) from None
    except ValueError:  # more digits in a number than Python converts
        raise NotJSON("It can't be read: a number in it has too many digits.") from None
    _refuse_depth(document, MOST_LEVELS)
    _refuse_duplicates(text)
    return document


def _refuse(constant: str) -> NoReturn:
    raise NotJSON(f"It is not JSON: {constant} is not a JSON number.")


def _finite(digits: str) -> float:
    if math.isinf(number := float(digits)):
        raise NotJSON(f"It can't be read: the number {digits} is too large.")
    return number


def _refuse_depth(value: Any, levels: int) -> None:
    """Python reads more levels than its own recursion can walk through later."""
    if not levels:
        raise NotJSON(TOO_DEEP)
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            _refuse_depth(inner, levels - 1)


def _refuse_duplicates(text: str) -> None:
    """Python keeps only the last of two values with one key."""
    objects: list[set[str]] = []
    for token in TOKEN.finditer(text):
        if token["brace"] == "{":
            objects.append(set())
        elif token["brace"]:
            objects.pop()
        elif token["colon"]:
            key = json.loads(token["text"])
            if key in objects[-1]:
                line, column = _place(text[: token.start()])
                raise NotJSON(
                    f'The key "{key}" is there twice in one object, the second time'
                    f" at line {line}, column {column}."
                )
            objects[-1].add(key)


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of the character after the text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")
