"""The result of one check, with its texts from findings.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

from chatkit.config.options import BY_NAME
from chatkit.config.resolve import Config, Source

Level = Literal["ok", "warning", "error"]
KEY = re.compile(r"\bsk-[\w-]{4,}")
HIDDEN = "(a secret key)"
TEXTS = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Finding:
    """With an ``error`` visitors don't get what is configured.

    Holds no secrets, and of upstream responses only the request id.
    """

    id: str
    level: Level
    title: str
    detail: str = ""
    remedy: str = ""
    label: str = ""
    value: str = ""
    link: str = ""  #: a page of the admin with more
    check: str = ""  #: its id among Django's system checks


@cache
def finding(key: str, level: Level | None = None, **values: object) -> Finding:
    """The finding with the texts of ``[key]``; "wal.on" has the id "wal"."""
    texts = render(key, **values)
    stored_level: Any = texts.pop("level", None)
    return Finding(key.partition(".")[0], level or stored_level, **texts)


def render(key: str, **values: object) -> dict[str, str]:
    """The texts of ``[wal.on]`` over those that ``[wal]`` has for all its variants."""
    table, _, variant = key.partition(".")
    shared = load_texts()[table]
    shown = {k: without_key(v) if isinstance(v, str) else v for k, v in values.items()}
    return {
        part: text.format(**shown).strip()
        for part, text in (shared | shared[variant]).items()
        if isinstance(text, str)
    }


def without_key(text: str) -> str:
    """A key may have been typed into any setting."""
    if settings.OPENAI_API_KEY:
        text = text.replace(settings.OPENAI_API_KEY, HIDDEN)
    return KEY.sub(HIDDEN, text)


@cache
def load_texts() -> dict[str, Any]:
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def type_in(config: Config, name: str, value: str) -> str:
    option = BY_NAME[name]
    if config.source(option) is Source.ADMIN:
        return f'set "{option.label}" to {value} in the admin\'s chat settings'
    variable, _ = option.read(settings.CHATKIT_ENVIRONMENT) or (option.variable, "")
    return f"put {variable}={value} into .env and restart"


def clear(config: Config, name: str) -> str:
    option = BY_NAME[name]
    if config.source(option) is Source.ADMIN:
        return f'Empty "{option.label}" in the admin\'s chat settings.'
    variable, _ = option.read(settings.CHATKIT_ENVIRONMENT) or (option.variable, "")
    return f"Remove {variable} from .env and restart."


def sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].removesuffix('.')}."
