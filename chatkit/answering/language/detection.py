"""In which language a text is."""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from chatkit.answering.language.lexicon import CODES, DEFAULT, FOLDER, language
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

CUE_WEIGHT = 0.6  # of a word that is no function word
MANY = 60  # words, from which the function words tell enough
_FOREIGN_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=512)
def detect(text: str, names: Collection[str] = (), usual: str = DEFAULT) -> str:
    """The code of a language, known to us or not; ``usual`` where nothing shows it.

    ``names`` are words of the passages, which show nothing.
    """
    if script := _script(text):
        return script
    words = [word.text.casefold() for word in split_words(text)]
    scores = {code: _score(code, words, text, names) for code in CODES}
    for code, marks in others().items():
        scores[code] = 1.0 * sum(word in marks for word in words)
    best = max(scores.values(), default=0)
    if best < 1 and not (best and len(words) < 4):
        return usual
    leading = [code for code, score in scores.items() if score == best]
    known = [code for code in leading if code in CODES]
    if usual in leading:
        return usual
    return DEFAULT if DEFAULT in leading else (known or leading)[0]


def _score(code: str, words: Sequence[str], text: str, names: Collection[str]) -> float:
    lang = language(code)
    score = 0.0
    for word in words:
        folded = fold(word)
        if folded in lang.function:
            score += 1.0
        elif len(words) < MANY and folded not in names and lang.knows(folded):
            score += CUE_WEIGHT
    return score + 0.7 * sum(sign in text for sign in lang.signs)


def _script(text: str) -> str:
    """The code for a script that none of our languages uses, else ""."""
    letters = _FOREIGN_LETTER.findall(text)
    if not letters or max(letters) < "\u0370":  # Latin only
        return ""
    for code, script in scripts().items():
        found = sum(script in unicodedata.name(letter, "") for letter in letters)
        if found * 4 > len(letters):
            return code
    return ""


@cache
def _table() -> dict[str, dict[str, str]]:
    path = FOLDER / "others.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def others() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _table()["words"].items()}


@cache
def scripts() -> dict[str, str]:
    return _table()["scripts"]


def own_sentence(code: str) -> str:
    """That questions in this language are not understood, said in it; "" for others."""
    return _table()["sentences"].get(code, "")
