"""Words that claim something of a person, and words that don't: ``vocabulary.toml``."""

import tomllib
from pathlib import Path

from chatkit.answering.passages import Kind
from chatkit.answering.text.lexicon import FILLER, word_set
from chatkit.answering.text.tokens import stem

_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

MONTHS: list[str] = _TABLES["months"].split()
SMALL: list[str] = _TABLES["small"].split()
TENS: list[str] = _TABLES["tens"].split()
ABBREVIATIONS = word_set(_TABLES["abbreviations"])

# Different words for one degree, title or honour, to the word that is compared.
SAME: dict[str, str] = {
    word: to for to, words in _TABLES["same"].items() for word in words.split()
}

TITLES = word_set(_TABLES["titles"])
STANDALONE_TITLES = TITLES - word_set(_TABLES["plain_titles"])
PHRASES = (
    r"\b(?:as|the|an?|team|tech|technical|shift|project|group|global|regional)\s(lead)\b",
    r"\b(head)\sof\b",
    r"\b(chief|vice|executive|principal|deputy|assistant|associate|general|major)\s\w+",
    r"\b(?:as|is|was|be|became|the|an?|to)\s(?:an?\s|the\s)?(principal|head|chief|judge"
    r"|minister|captain|chair|fellow|pilot|owner|executive|deputy|associate|assistant"
    r"|senior|junior|officer|general|major)\b",
    r"\b(senior|junior|staff)\s(?:\w+\s){0,2}(?:engineer|developer|nurse|manager"
    r"|director|scientist|analyst|consultant|architect|designer|lecturer|officer|role"
    r"|position|level|post)",
    r"\b(partner)\s(?:at|in|of)\b",
    r"\b(board)\s(?:member|of\sdirectors)\b",
    r"\b(found)(?:er|ed|ers)?\b",
    r"\b(leaders?)\b",
)

CREDENTIALS = {
    Kind(kind): word_set(words) for kind, words in _TABLES["credentials"].items()
}
RARE_HONOURS = word_set(_TABLES["rare_honours"])
GENERAL_CREDENTIALS = word_set(_TABLES["general"])
EXPANDED: dict[str, str] = _TABLES["expanded"]

NAME_HEADS = word_set(_TABLES["heads"])
LEGAL_FORMS = word_set(_TABLES["legal"])
HARMLESS = word_set(_TABLES["harmless"]).union(MONTHS, SMALL, TENS)
LABELS = word_set(_TABLES["labels"])

COUNTED = {Kind(kind): word_set(nouns) for kind, nouns in _TABLES["counted"].items()}
META = word_set(_TABLES["meta"])
COUNTRIES: dict[str, str] = _TABLES["countries"]

ENGLISH = word_set(_TABLES["english"])
COMMON = frozenset(map(stem, word_set(_TABLES["common"]) | FILLER))
_NOT_ORDINARY = word_set(_TABLES["not_ordinary"])
_ENDINGS = ("ing", "ed", "ly", "tion", "tions", "ment", "ments", "ness")


def is_common(word: str) -> bool:
    """Whether a folded word is ordinary English where its case says nothing."""
    if stem(word) in COMMON or word in FILLER:
        return True
    return len(word) > 5 and word.endswith(_ENDINGS) and word not in _NOT_ORDINARY
