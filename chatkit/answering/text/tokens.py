"""Text to words that can be compared, whatever their spelling.

"Java" is not "JavaScript", "C" is neither "C++" nor "C#", "Go" is not "go":
words are compared whole, with the signs that belong to them. Stems are snowball's
English ones (https://snowballstem.org/algorithms/english/stemmer.html).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from chatkit.answering.text.lexicon import (
    ABBREVIATIONS,
    CASED,
    IRREGULAR,
    SPELLINGS,
)
from chatkit.answering.text.stems import snowball_stem

_WORD = re.compile(
    r"(?:(?<![^\W_])\.)?"  # the dot of ".NET"
    r"[^\W_]+"
    r"(?:['’.&][^\W_]+)*"  # "Node.js", "R&D", "what's"
    r"[+#]*"  # "C++", "C#"
)
_CONTRACTION = re.compile(r"(?:n['’]t|['’](?:s|ve|re|d|ll|m))$")
_SENTENCE_END = re.compile(r"[.!?]+[”’\"')]*\s+(?=[^\W_a-z]|[“\"(])")
_PLAIN = str.maketrans("łøđıħ", "lodih")  # letters that do not decompose
_OPENERS = '.!?:;•–—(“"\n'


@dataclass(frozen=True, slots=True)
class Token:
    """``exact`` is folded; ``stem`` more so. ``named``: written like a name."""

    text: str
    exact: str
    stem: str
    start: int
    end: int
    named: bool


def tokenize(text: str) -> tuple[Token, ...]:
    """The words of a text, in order."""
    text = unicodedata.normalize("NFC", text)
    shouted = text.isupper()
    return tuple(
        _word(found.group(), found.start(), text, shouted)
        for found in _WORD.finditer(text)
    )


def _word(token: str, start: int, text: str, shouted: bool) -> Token:
    bare = _CONTRACTION.sub("", token) or token
    exact = CASED.get(bare) or fold(bare)
    exact = SPELLINGS.get(exact, exact)
    opens = _opens_sentence(text[:start].rstrip(" "))
    named = not shouted and (
        not bare.islower() if not opens else bare[1:] != bare[1:].lower()
    )
    return Token(bare, exact, stem(exact), start, start + len(bare), named)


def _opens_sentence(before: str) -> bool:
    """Whether a word after this would be written large in any case."""
    last = before.rpartition(" ")[2].casefold()
    return not before or (before[-1] in _OPENERS and last not in ABBREVIATIONS)


def fold(text: str) -> str:
    """Lower case without accents: "Résumé" is "resume"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    word = IRREGULAR.get(word, word)
    if len(word) < 4 or not word.isalpha():
        return word
    stemmed = snowball_stem("english", word)
    return stemmed.replace("iz", "is") if len(stemmed) > 4 else stemmed


@lru_cache(maxsize=4_096)
def sentences(text: str) -> tuple[str, ...]:
    found: list[str] = []
    start = 0
    for end in _SENTENCE_END.finditer(text):
        words = text[start : end.start()].split()
        last = words[-1].casefold().strip("(“\"'") if words else ""
        if f"{last}." in ABBREVIATIONS or len(last) == 1:
            continue
        found.append(text[start : end.end()].strip())
        start = end.end()
    if rest := text[start:].strip():
        found.append(rest)
    return tuple(found)
