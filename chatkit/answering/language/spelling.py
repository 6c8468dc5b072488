"""Slips of the keyboard: a word that nobody knows, one slip from one that is there."""

from collections.abc import Collection, Iterable
from functools import cache, lru_cache

from chatkit.answering.language.lexicon import Language

SHORTEST = 5  # letters; shorter words are too often one slip from another word
SHORT = 3  # letters of the shortest word that is corrected
LONG = 9  # letters, from which two slips may be meant


def near_words(word: str, there: Iterable[str], language: Language) -> Collection[str]:
    """What was meant, if that is one word only; never for a word of the language."""
    if len(word) < SHORTEST or not word.isalpha() or language.knows(word):
        return ()
    starts = (o for o in there if o[:1] == word[:1] or o[1:2] == word[:1])
    near = {other for other in starts if _is_near(word, other)}
    return near if len({language.key(one) for one in near}) == 1 else ()


@lru_cache(maxsize=4_096)
def meant_word(word: str, language: Language) -> str:
    """The word that asks for something and was meant, or the word itself.

    Letters left out, added or swapped only: a changed letter makes too many real words.
    """
    if not word.isalpha() or language.knows(word):
        return word
    matches = _is_near if len(word) >= SHORTEST else _is_near_and_short
    near = {
        other
        for other in _asking(language).get(word[0], ())
        if (len(other) != len(word) or sorted(other) == sorted(word))
        and matches(word, other)
        and (
            len(word) >= SHORTEST or len(other) == len(word) or other in language.opens
        )
    }
    if not near and word.endswith("s") and len(word) >= SHORTEST:
        return meant_word(word[:-1], language)
    return min(near) if len({language.key(one) for one in near}) == 1 else word


def _is_near(word: str, other: str) -> bool:
    slips = 2 if len(word) >= LONG else 1
    return (
        len(other) >= SHORTEST
        and abs(len(other) - len(word)) <= slips
        and _distance(word, other, slips) <= slips
    )


def _is_near_and_short(word: str, other: str) -> bool:
    """With two letters swapped, or one left out."""
    longer = len(other) - len(word) in (0, 1) and set(word) <= set(other)
    return len(word) >= SHORT and longer and _distance(word, other, 1) == 1


@cache
def _asking(language: Language) -> dict[str, set[str]]:
    """The words that ask, by their first letter."""
    found: dict[str, set[str]] = {}
    for word in language.opens | language.asking_words:
        found.setdefault(word[:1], set()).add(word)
    return found


def _distance(one: str, other: str, most: int) -> int:
    """Letters left out, added, changed or swapped with the next."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, there in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (char != there))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == there:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
