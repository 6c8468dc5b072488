"""The words of ``vocabulary.toml``."""

import re
import tomllib
from pathlib import Path

from chatkit.answering.language.lexicon import language
from chatkit.answering.passages import Kind
from chatkit.answering.text.lexicon import by_variant, word_set
from chatkit.answering.text.tokens import fold, stem

_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

_ENGLISH = language("en")
MONTHS = list(map(fold, _ENGLISH.month_names))
SMALL = list(_ENGLISH.number_words[:20])
TENS: list[str] = _TABLES["tens"].split()
ORDINALS: dict[str, float] = _TABLES["ordinals"]
SCALES: dict[str, float] = _TABLES["scales"]
CURRENCIES = by_variant(_TABLES["currencies"])
ABBREVIATIONS = word_set(_TABLES["abbreviations"])

SAME = by_variant(_TABLES["same"])

TITLES = word_set(_TABLES["titles"])

EXPANDED: dict[str, str] = _TABLES["expanded"]

NAME_HEADS = word_set(_TABLES["heads"])
LEGAL_FORMS = word_set(_TABLES["legal"])
HARMLESS = word_set(_TABLES["harmless"]).union(MONTHS, SMALL, TENS)

COUNTED = {
    Kind(kind): frozenset(map(stem, word_set(nouns)))
    for kind, nouns in _TABLES["counted"].items()
}
META = frozenset(map(stem, word_set(_TABLES["meta"])))
MEASURES = {
    stem(word): f"unit {at}"
    for at, line in enumerate(_TABLES["measures"].strip().splitlines())
    for word in line.split()
}
COUNTRIES: dict[str, str] = _TABLES["countries"]


def _compile(alternatives: list[str]) -> re.Pattern[str]:
    pattern = "|".join(alternatives)
    for name, part in _TABLES["parts"].items():
        pattern = pattern.replace(f"<{name}>", part)
    return re.compile(pattern, re.IGNORECASE)


PATTERNS = {name: _compile(texts) for name, texts in _TABLES["patterns"].items()}

LEVELS = {int(rank): word_set(words) for rank, words in _TABLES["levels"].items()}
DIRECTION = {way: word_set(words) for way, words in _TABLES["direction"].items()}
CLAIMS = {name: word_set(words) for name, words in _TABLES["claims"].items()}
DENIED_KINDS = {
    Kind(kind): frozenset(map(stem, word_set(words)))
    for kind, words in _TABLES["denied_kinds"].items()
}
DEEDS = {
    word: frozenset(map(stem, same))
    for same in map(word_set, _TABLES["deeds"])
    for word in same
}
OPPOSITES = {word: word_set(words) for word, words in _TABLES["opposites"].items()}
