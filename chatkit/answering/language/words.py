"""The words of a question, folded and stemmed in its language."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace

from chatkit.answering.language.lexicon import Language
from chatkit.answering.language.spelling import meant_word
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

LONGEST = 1_000  # characters read; the rest of a pasted page is not a question
_NOT = re.compile(r"n['’]t\b")
_OPENS = re.compile(r"(?:^|[.!?:;•–—(“\"\n¿¡])\s*$")


@dataclass(frozen=True, slots=True)
class Word:
    """``named``: written like a name, though its place does not ask for it."""

    text: str
    fold: str
    key: str
    start: int
    end: int
    named: bool


def question_words(
    text: str, language: Language, known: Collection[str] = ()
) -> tuple[Word, ...]:
    """Two words that the passages write as one ("solid works") become one."""
    text = read_text(text)
    words = [
        read_word(found.text, found.start, text, language)
        for found in split_words(text)
    ]
    merged: list[Word] = []
    for word in words:
        joined = merged[-1].fold + word.fold if merged else ""
        if joined in known and word.start - merged[-1].end == 1:
            first = merged.pop()
            if first.fold not in language.function:
                word = Word(  # noqa: PLW2901
                    text[first.start : word.end],
                    joined,
                    language.key(joined),
                    first.start,
                    word.end,
                    False,
                )
            else:
                merged.append(first)
        merged.append(word)
    return tuple(_corrected(word, language, known) for word in merged)


def _corrected(word: Word, language: Language, known: Collection[str]) -> Word:
    """A slip in a word that asks ("langauges"); names are never corrected."""
    if word.named or word.fold in known:
        return word
    meant = language.short.get(word.fold) or meant_word(word.fold, language)
    if meant == word.fold:
        return word
    return replace(word, fold=meant, key=language.key(meant))


def read_text(text: str) -> str:
    """As much of a message as is read, with "n't" as a word of its own."""
    return _NOT.sub(" not", unicodedata.normalize("NFC", text[:LONGEST]))


def read_word(token: str, start: int, text: str, language: Language) -> Word:
    folded = fold(token)
    inside = token[1:] != token[1:].lower() or any(
        c.isdigit() or c in "+#" for c in token
    )
    opens = _OPENS.search(text[max(0, start - 3) : start]) is not None
    large = token[0].isupper() and not opens and not language.capital_nouns
    shouted = text.isupper() or text.istitle()
    named = (inside or large) and not (shouted and token.isalpha())
    return Word(token, folded, language.key(folded), start, start + len(token), named)
