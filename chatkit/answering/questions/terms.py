"""Which words of a question ask, and which are looked up."""

from collections.abc import Iterator, Sequence

from chatkit.answering.facts.terms import Term
from chatkit.answering.language.compounds import split
from chatkit.answering.language.lexicon import Language
from chatkit.answering.language.patterns import Pattern
from chatkit.answering.language.words import Word
from chatkit.answering.questions.kinds import CUES

#: Who asks whether something grew is told that it fell.
WAYS = {"growth": "decrease", "decrease": "growth"}
LIGHT, NAME = 0.25, 1.5
HONORIFICS = frozenset(["mr", "mrs", "ms", "dr", "dra", "sr", "sra", "mme", "mlle"])
SINGLE = frozenset("cr")  # names of one letter


def find_cues(
    words: Sequence[Word], language: Language, taken: frozenset[int]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Patterns of most words first; no word serves two."""
    keys = [
        # In French "ou" within a question is no "où".
        "" if at in taken or (at and word.text.lower() in language.joins) else word.key
        for at, word in enumerate(words)
    ]
    matches: list[tuple[Pattern, tuple[int, ...]]] = []
    sizes = [_concept(words, at, language, taken)[0] for at in range(len(words))]
    rows = [set(range(at, at + n)) for at, n in enumerate(sizes) if n > 1]
    for at, key in enumerate(keys):
        for pattern in language.cues.get(key, ()):
            places = pattern.match(keys, at)
            if places is None:
                continue
            # "First aid" does not ask for the first.
            if pattern.cue in CUES or not any(row > set(places) for row in rows):
                matches.append((pattern, places))
    used: set[int] = set()
    seen: set[str] = set()
    matches.sort(key=lambda one: (-one[0].weight, one[1][-1] - one[1][0], one[1]))
    for pattern, places in matches:
        # Two cues may rest on the same words, one on a part of another's may not.
        if used.isdisjoint(places) or any(
            places == other for cue, other in matches if cue.cue in seen
        ):
            used |= set(places)
            seen.add(pattern.cue)
            yield pattern.cue, places


def find_terms(
    words: Sequence[Word],
    language: Language,
    asking: frozenset[int],
    taken: frozenset[int],
) -> Iterator[tuple[frozenset[int], Term]]:
    at = 0
    while at < len(words):
        size, concepts = _concept(words, at, language, taken)
        if size == 1 and (
            _runs_on(words, at) or not _is_searchable(words[at], language)
        ):
            concepts = ()  # "Harbour Bank" is a name, "sich" has the stem of "sicher"
        free = at not in asking
        row = range(at, at + size)
        if (size > 1 and not asking.issuperset(row)) or (concepts and free):
            places = frozenset(range(at, at + size))
            yield places, _term(words[at : at + size], concepts, language)
            at += size
            continue
        if free and _is_searchable(words[at], language):
            end = at + 1
            while end not in asking and _runs_on(words, end - 1):
                end += 1
            yield frozenset(range(at, end)), _term(words[at:end], (), language)
            at = end
            continue
        at += 1


def _runs_on(words: Sequence[Word], at: int) -> bool:
    """Whether a name goes on in the next word."""
    pair = words[at : at + 2]
    return (
        len(pair) == 2  # noqa: PLR2004
        and all(word.named for word in pair)
        and pair[1].start - pair[0].end <= 1
    )


def _concept(
    words: Sequence[Word], at: int, language: Language, taken: frozenset[int]
) -> tuple[int, tuple[str, ...]]:
    """The longest row of words from ``at`` that names concepts, and which."""
    for size in range(min(4, len(words) - at), 0, -1):
        row = range(at, at + size)
        if taken.isdisjoint(row):
            keys = tuple(words[i].key for i in row)
            found = language.concept_names.get(keys)
            if found is None and size == 1:
                found = language.concept_names.get((_telling(words[at], language),))
                found = found or tuple(split(words[at].fold, language))
            if found:
                return size, found
    return 1, ()


def _telling(word: Word, language: Language) -> str:
    """The key of what tells something in a compound: Energie, in "Energiebranche"."""
    for head in language.heads:
        if word.fold.endswith(head) and word.fold != head:
            return language.key(word.fold.removesuffix(head).rstrip("s"))
    return ""


def _is_searchable(word: Word, language: Language) -> bool:
    if len(word.fold) == 1:
        return word.fold in SINGLE and (word.named or word.text.isupper())
    if not word.named and (
        word.fold in language.ordinals
        or word.fold in language.sentences
        or word.fold in language.folded_numbers[1:13]
    ):
        return False
    named = word.named and word.fold not in HONORIFICS
    return named or word.fold not in language.function


def _term(words: Sequence[Word], concepts: tuple[str, ...], language: Language) -> Term:
    if len({one.partition("_")[0] for one in concepts} & {"language", "country"}) > 1:
        # In Spanish "Gales" is Wales, "galés" Welsh.
        other = "language_" if any(word.named for word in words) else "country_"
        concepts = tuple(one for one in concepts if not one.startswith(other))
    placed = bool(concepts) and all(one.startswith("city_") for one in concepts)
    named = any(word.named for word in words) and (placed or not concepts)
    concepts += tuple(WAYS[one] for one in concepts if one in WAYS)
    light = all(word.key in language.light for word in words) and not named
    return Term(
        text=" ".join(word.text for word in words),
        folds=tuple(word.fold for word in words),
        named=named,
        concepts=concepts,
        weight=NAME if named else LIGHT if light else 1.0,
    )
