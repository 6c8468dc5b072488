"""German words of two that are known: "Gefahrgutbeauftragte", "Leerkilometer"."""

from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache

from chatkit.answering.language.lexicon import Language

SHORTEST = 4  # letters of a part
JOINS = 2  # letters between them: the "s" of "Leitungsbau"


@cache
def _nouns(language: Language) -> dict[str, tuple[str, ...]]:
    """To the keys of single words, no verbs, the concepts that they name."""
    others = language.distinct.union(map(language.key, language.verbs.forms))
    return {
        keys[0]: concepts
        for keys, concepts in language.concept_names.items()
        if len(keys) == 1 and concepts and keys[0] not in others
    }


@lru_cache(maxsize=16_384)
def _parts(word: str, language: Language) -> tuple[dict[int, str], dict[int, str]]:
    """What it begins with, by where that ends; what it ends with, by where that
    begins."""
    known, key = _nouns(language), language.key(word)
    if not language.capital_nouns:
        return {}, {}
    ends = range(SHORTEST, len(word) - SHORTEST + 1)
    heads = {at: word[:at] for at in ends if word[:at] in known}
    return heads, {at: key[at:] for at in ends if key[at:] in known}


def split(word: str, language: Language) -> Iterator[str]:
    """The pairs of concepts that a folded word names, as in "kilometre+empty"."""
    nouns = _nouns(language)
    heads, tails = _parts(word, language)
    for end, head in heads.items():
        for start, tail in tails.items():
            if 0 <= start - end <= JOINS:
                for one in nouns[tail]:
                    yield from (f"{one}+{other}" for other in nouns[head])


def by_part(
    words: Collection[str], languages: Iterable[Language]
) -> dict[str, set[str]]:
    """Those that begin or end with what a concept is called, by its key."""
    found: dict[str, set[str]] = {}
    for language in languages:
        for word in words:
            for part in _parts(word, language):
                for key in part.values():
                    found.setdefault(key, set()).add(word)
    return found
