"""The words of a language, and the forms in which words of any language are compared.

Everything is compared in English: what is written in another language is translated word
by word first, as far as its ``guard.toml`` goes. A word that is not in there stays as it is
and still matches itself.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from chatkit.answering.language import detection
from chatkit.answering.language.lexicon import CODES, language, read_table
from chatkit.answering.text.lexicon import by_variant, word_set
from chatkit.answering.text.stems import snowball_stem
from chatkit.answering.text.tokens import fold, stem

STEMMERS = {code: language(code).stemmer for code in CODES if code != "en"}
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]+(?:['’][^\W\d_]+)*(?![^\W_])")
_FROM_TO = re.compile(
    r"\b(?:del?|do|da) (\S+(?: %)?) (?:a|à|al|au|aux|ao|para) (?=\d)", re.IGNORECASE
)
_SMALL = "|".join(language("en").number_words[1:20])
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_TENS_AND = re.compile(rf"\b({_TENS}) (?:and|is) (?=(?:{_SMALL})\b)")
_NUMBER = rf"(?:(?:{_TENS})-)?(?:{_SMALL})|{_TENS}"
_OF_TO = re.compile(rf"\bof ({_NUMBER}) (?:to|for) (?=(?:{_NUMBER})\b)")
_PURPOSE = re.compile(r"\b(?:pour|para) (?=\w{2,}(?:[aei]r|re)\b)")
_PERCENT = re.compile(r"(?<=\d)-prozent-?", re.IGNORECASE)  # "80-Prozent-Stelle"
_FORMAL = re.compile(r"(?<=[\w,] )Sie\b")
_LONG = re.compile(r"[^\W\d_]{5,}")
_SUFFIXES = (
    *("ational", "isation", "ization", "ations", "ation", "ition", "ments", "ment"),
    *("ances", "ance", "ences", "ence", "ings", "ing", "ions", "ion", "ers", "er"),
    *("ors", "or", "ists", "ist", "ical", "ally", "ity", "ship", "able", "ive", "ate"),
    *("ures", "ure", "al", "ed", "ly", "es", "s", "e"),
)
_INFLECTIONS = ("s", "ed", "ing", "ly")
SHOWING = 4  # words that may show another language than usual
_ROOT = 4  # letters that a root keeps at least


@dataclass(frozen=True, slots=True)
class Translation:
    words: Mapping[str, str]
    stems: Mapping[str, str]
    phrases: Mapping[str, str]
    pattern: re.Pattern[str]  # a phrase, else a word


def _alternatives(phrases: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(phrases, key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE
    )


_ENGLISH = read_table("en", "guard")
FUNCTION = word_set(_ENGLISH["function"]) | language("en").grammar
_NEUTRAL = word_set(_ENGLISH["neutral"])
NEUTRAL = _NEUTRAL.union(map(stem, _NEUTRAL))
_PHRASES: dict[str, str] = _ENGLISH["phrases"]
_PHRASE = _alternatives(_PHRASES)
_GROUPS: dict[str, set[str]] = {}
_KNOWN = _ENGLISH["known"].split()
for _number, _line in enumerate([*_ENGLISH["groups"].strip().splitlines(), *_KNOWN]):
    for _word in _line.split():
        _GROUPS.setdefault(stem(_word), set()).add(f"={_number}")


@cache
def translation(code: str) -> Translation:
    own, english, table = language(code), language("en"), read_table(code, "guard")
    words = {
        **dict(zip(own.month_names, english.month_names, strict=True)),
        **dict(zip(own.number_words[2:], english.number_words[2:], strict=False)),
        **by_variant(own.denying),
        **by_variant(table.get("words", {})),
    }
    words = {word.casefold(): meaning for word, meaning in words.items()}
    for word in [*words]:  # "é" is not "e", but is found as it where there is no "e"
        words.setdefault(fold(word), words[word])
    phrases = {k.casefold(): v for k, v in table.get("phrases", {}).items()}
    stems: dict[str, str] = {}
    for word, meaning in words.items():
        stems.setdefault(foreign_stem(word, code), meaning)
    texts = [_alternatives(phrases).pattern] if phrases else []
    pattern = re.compile("|".join([*texts, _WORD.pattern]), re.IGNORECASE)
    return Translation(words, stems, phrases, pattern)


@lru_cache(maxsize=16_384)
def foreign_stem(word: str, code: str) -> str:
    return fold(snowball_stem(STEMMERS[code], word))


def detect(text: str, default: str = "en") -> str:
    """One of our languages; ``default`` where the text shows none of them."""
    code = detection.detect(text, usual=default)
    is_short = len(_WORD.findall(text)) < SHOWING and "¿" not in text
    if code != default and is_short:
        return default
    return code if code in CODES else default


def to_english(text: str, code: str, also: str = "en") -> str:
    """Word by word; capitals stay where a word is not translated.

    ``also`` is the language of names that an English text may use.
    """
    if code in STEMMERS:
        table = translation(code)
        text = _FROM_TO.sub(r"from \1 to ", text)
        text = _PURPOSE.sub("so that ", text) if code != "de" else text
        if code == "de":
            text = _PERCENT.sub(" percent ", _FORMAL.sub("Ihnen", text))
        text = table.pattern.sub(
            lambda m: table.phrases.get(m[0].casefold()) or _translate(m[0], code), text
        )
        text = _OF_TO.sub(r"from \1 to ", _TENS_AND.sub(r"\1-", text))
    elif also in STEMMERS:  # English about a résumé in another language
        text = _LONG.sub(lambda m: _foreign_name(m[0], also), text)
    return _PHRASE.sub(lambda m: _PHRASES[m[0].casefold()], text.replace("’", "'"))


def _foreign_name(word: str, code: str) -> str:
    is_english = is_neutral(fold(word)) or stem(fold(word)) in _GROUPS
    return word if is_english else translation(code).words.get(fold(word), word)


@lru_cache(maxsize=16_384)
def _translate(word: str, code: str) -> str:
    table, folded = translation(code), fold(word)
    if english := table.words.get(word.casefold()):
        return english
    for article in ("l'", "d'", "j'", "n'", "s'", "c'", "qu'"):
        if code == "fr" and folded.startswith(article):
            prefix = {"n'": "not ", "j'": "i "}.get(article, "")
            return prefix + _translate(word[len(article) :], code)
    english = table.words.get(folded)
    if english is None and folded in language(code).function - FUNCTION:
        return ""
    if english is None:
        english = table.stems.get(foreign_stem(folded, code), word)
    return english


@lru_cache(maxsize=32_768)
def keys(word: str, code: str = "en") -> frozenset[str]:
    """What a folded word has in common with the words that may stand for it."""
    found = {stem(word), root(word)}
    found |= _GROUPS.get(stem(word), set())
    if word.endswith("s") and len(word) > 3:
        found.add(word[:-1])  # "PLCs"
    if code in STEMMERS:
        found.add(foreign_stem(word, code))
    return frozenset(found)


def is_known(exact: str) -> bool:
    """Whether a word is English to the guard."""
    return is_neutral(exact) or stem(exact) in _GROUPS


def is_group(key: str) -> bool:
    return key.startswith("=")


@lru_cache(maxsize=16_384)
def root(word: str) -> str:
    """Without the endings that make a noun of a verb: "mediator", "mediation"."""
    if not word.isalpha() or len(word) <= _ROOT:
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _ROOT:
            return root(word[: -len(suffix)].rstrip("ei"))
    return word


@lru_cache(maxsize=16_384)
def is_function(word: str) -> bool:
    return word in FUNCTION


@lru_cache(maxsize=16_384)
def is_neutral(word: str) -> bool:
    if word in FUNCTION or word in NEUTRAL:
        return True
    return word.endswith(_INFLECTIONS) and stem(word) in NEUTRAL
