"""The words of ``lexicon.toml``."""

import tomllib
from collections.abc import Mapping
from pathlib import Path


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def by_variant(table: Mapping[str, str]) -> dict[str, str]:
    """``{"phd": "ph.d doctorate"}`` to the word of each variant."""
    return {word: to for to, words in table.items() for word in words.split()}


_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

ABBREVIATIONS = word_set(_TABLES["abbreviations"])
ADVERT = word_set(_TABLES["advert"])
CASED: dict[str, str] = _TABLES["cased"]
SPELLINGS = by_variant(_TABLES["spellings"])
IRREGULAR = by_variant(_TABLES["irregular"])
