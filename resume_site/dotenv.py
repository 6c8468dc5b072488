"""Read .env files. They hold secrets: no error shows more of a line than its name."""

import re
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import NoReturn

from django.core.exceptions import ImproperlyConfigured
from dotenv.parser import Binding, parse_stream

from chatkit.config.value_types import Boolean

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
#: What a line that can't be read is about: a word before ``=``, or one that is written
#: like a variable. Any other word may be a secret.
NAME_IN_LINE = re.compile(
    r"""\W*(?:(?:export|set|setenv|env)[\s:]+)?
    ([A-Za-z_]\w*(?=\s*=) | [A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?=["']?(?:[\s:]|$)))""",
    re.VERBOSE | re.ASCII,
)
UNQUOTED = re.compile(r"[^=]*=(?P<rest>\s*(?![\s'\"]).*)")
#: Whether it begins a comment depends on the program.
AMBIGUOUS_HASH = re.compile(r"(?:(?!\s\#).)*\s\#[^\s#]")
SECOND_VARIABLE = r"(?:export\s+)?[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\s*="

UNREADABLE = "can't be read. Write it as NAME=value, with each quote closed"
NOT_UTF8 = "is not UTF-8 text. Save the file as UTF-8"
HASH = "has a # that may begin a comment. Put the value in quotes, or a space after #"
TWO_VARIABLES = (
    "seems to hold another variable. Close the quote, and give each variable its line"
)


def variables(root: Path, own: Mapping[str, str]) -> dict[str, str]:
    """The process's own, then those of ``.env.local``, then of ``.env``."""
    if not Boolean().read(own, "DJANGO_READ_DOTENV", True):
        return dict(own)
    return {**read(root / ".env"), **read(root / ".env.local"), **own}


def read(path: Path) -> dict[str, str]:
    """The file's variables, none if there is no file.

    Raises ImproperlyConfigured, which names file, line and variable.
    """
    values: dict[str, str] = {}
    for binding in parse_stream(StringIO(_text(path))):
        text = binding.original.string
        name, value = binding.key, binding.value
        if not (binding.error or name) or name in values and value is None:
            continue  # a comment, a blank line, or `export NAME` of a known one
        if problem := _problem(binding):
            blank = text[: len(text) - len(text.lstrip())]
            _refuse(path, binding.original.line + blank.count("\n"), text, problem)
        values[str(name)] = str(value)
    return values


def _problem(binding: Binding) -> str:
    name, value = binding.key, binding.value
    if name is None or value is None or not NAME.fullmatch(name):
        return UNREADABLE
    if unquoted := UNQUOTED.fullmatch(binding.original.string.strip()):
        if AMBIGUOUS_HASH.match(unquoted["rest"]):
            return HASH
        is_double = re.search(rf"\s{SECOND_VARIABLE}", value)
    else:
        is_double = re.search(rf"\n\s*{SECOND_VARIABLE}", value)
    return TWO_VARIABLES if is_double else ""


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not path.is_symlink():
            return ""
        raise ImproperlyConfigured(
            f"{path.name} can't be read: {error.strerror}."
        ) from None
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:2]:
        raise ImproperlyConfigured(
            f"{path.name} is UTF-16 text. Save the file as UTF-8."
        )
    for number, line in enumerate(content.splitlines(), 1):
        text = line.decode("utf-8", "replace")
        if "\0" in text or text.encode() != line:
            _refuse(path, number, text, NOT_UTF8)
    return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")


def _refuse(path: Path, line: int, text: str, problem: str) -> NoReturn:
    found = NAME_IN_LINE.match(text)
    name = f" ({found[1]})" if found else ""
    raise ImproperlyConfigured(
        f"{path.name}, line {line}{name}: the line {problem}. Its content is not shown"
        " here: it may be a secret."
    )
