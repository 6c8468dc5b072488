"""When a word of a question is a word of a text.

Words match whole: by stem, by a related word, or, where either side is written like
a name, exactly ("Rails" is not found in "Northwind Rail").
"""

import re
from functools import lru_cache

from chatkit.answering.extractive.vocabulary import RELATED
from chatkit.answering.text.tokens import Word, stem, tokenise

_URL = re.compile(r"https?://\S+")
Group = tuple[Word, ...]  # one word, or the words of a name: all of them or none
_RELATED = {
    stem(word): frozenset(stem(other) for other in group)
    for group in RELATED
    for word in group
}


@lru_cache(maxsize=8_192)
def keys(text: str, names_exactly: bool = False) -> tuple[str, ...]:
    """What the words of a text are found by: ``=word`` and ``~stem``."""
    found = []
    for word in tokenise(_URL.sub(" ", text)):
        found.append(f"={word.exact}")
        if not (names_exactly and word.named and word.stem == word.exact):
            found.append(f"~{word.stem}")
    return tuple(found)


def wanted(word: Word) -> frozenset[str]:
    """The keys a word of a question is satisfied by."""
    if word.named:
        return frozenset({f"={word.exact}"})
    stems = _RELATED.get(word.stem, frozenset({word.stem}))
    return frozenset({f"={word.exact}", *(f"~{one}" for one in stems)})


def holds(text: str, group: Group) -> bool:
    """Whether a text holds every word of a group."""
    found = keys(text)
    return all(not wanted(word).isdisjoint(found) for word in group)
