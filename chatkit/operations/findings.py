"""Findings with their texts from findings.toml."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from chatkit.config.finding import Finding, Level

TEXTS = Path(__file__).with_suffix(".toml")


def finding(key: str, level: Level | None = None, **values: object) -> Finding:
    """The finding with the texts of ``[key]``; "wal.on" has the id "wal"."""
    texts = render(key, **values)
    stored_level: Any = texts.pop("level", None)
    return Finding(key.partition(".")[0], level or stored_level, **texts)


def render(key: str, **values: object) -> dict[str, str]:
    """The texts of ``[wal.on]`` over those that ``[wal]`` has for all its variants."""
    table, _, variant = key.partition(".")
    shared = load_texts()[table]
    return {
        part: text.format(**values).strip()
        for part, text in (shared | shared[variant]).items()
        if isinstance(text, str)
    }


@cache
def load_texts() -> dict[str, Any]:
    return tomllib.loads(TEXTS.read_text(encoding="utf-8"))
