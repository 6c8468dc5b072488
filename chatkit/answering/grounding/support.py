"""How many words of a sentence its entries have, and words that have to be there."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from chatkit.answering.facts.kindred import SHORTEST, kindred_words
from chatkit.answering.grounding.levels import is_judged, is_top_level
from chatkit.answering.grounding.library import Entry, Library, Statement
from chatkit.answering.grounding.relations import is_superlative
from chatkit.answering.grounding.said import HARD, NAME, SOFT, Said, Verdict
from chatkit.answering.grounding.vocabulary import CLAIMS, DEEDS, TITLES
from chatkit.answering.language.lexicon import language
from chatkit.answering.parsing.clauses import Clause
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Word

FARTHEST = 40  # characters to the next word
ACRONYM = range(2, 6)  # letters


class Pool:
    def __init__(self, entries: Sequence[Entry], library: Library) -> None:
        self.entries = list(dict.fromkeys(entries))
        self._library = library
        self.statements = [s for entry in self.entries for s in entry.statements]

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*(entry.keys for entry in self.entries))

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset().union(*(s.reading.exacts for s in self.statements))

    def holds(self, word: Word) -> bool:
        return bool(
            word.keys & self.keys
            or word.keys & self._library.common_keys
            or self._has_kindred(word)
            or self._has_initials(word)
            or self._has_concept(word)
        )

    def has_form_of(self, word: Word) -> bool:
        return bool(word.keys & self.keys) or self._has_kindred(word)

    def holders(self, word: Word) -> Iterator[Statement]:
        return (s for s in self.statements if word.keys & s.reading.keys)

    def _has_kindred(self, word: Word) -> bool:
        """ "Verkürzung" of "verkürzt", "European" of what is in Europe."""
        if len(word.exact) < SHORTEST:
            return False
        is_german = self._library.code == "de"
        return bool(_kindred(word.exact, self._words, is_german))

    def _has_initials(self, word: Word) -> bool:
        """Whether it is as "SLOs" for "service level objectives"."""
        letters = word.text.rstrip("s").lower()
        return (
            word.text[:2].isupper()
            and len(letters) in ACRONYM
            and any(
                letters in "".join(w.exact[0] for w in s.reading.words)
                for s in self.statements
            )
        )

    def _has_concept(self, word: Word) -> bool:
        found = self._library.with_concept(word.exact, word.code)
        return any(n in found for e in self.entries for n, _ in e.passages)


@lru_cache(maxsize=4_096)
def _kindred(word: str, there: frozenset[str], compounds: bool) -> bool:
    return any(kindred_words(word, there, compounds=compounds)) or (
        compounds and any(w.startswith(word) or w.endswith(word) for w in there)
    )


# Share of a sentence's words that its entries have to have.
ENOUGH, UNCITED, FOREIGN = 0.45, 0.67, 0.01
_ROLE = re.compile(
    r"\b(?:is|was|are|were|as|became|be|been)(?:\s[\w-]+){0,4}$",
    re.IGNORECASE,
)
_OF_DEGREE = re.compile(
    r"\b(?:degree|diploma|bachelor|master|doctorate|thesis|certificate|licence)s?'?s?"
    r"\s(?:degree\s)?(?:in|of|on)\s$",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\s(?:degree|diploma|thesis|certificate|licence|medal|scholarship)\b",
    re.IGNORECASE,
)
HEADS = ("leiter", "leiterin", "meister", "meisterin", "chefin", "direktorin")
_JOINS = re.compile(r"(?:\band|\bor|&|\bas well as)\s+$", re.IGNORECASE)
_AFTER_NOUN = re.compile(r"[a-zäöüß]\s[A-ZÄÖÜ][a-zäöüß]+\s$")  # "Hochschule Lübeck"
_INSIDE = re.compile(r"[a-zà-ÿ]\s$")
_PLACED = re.compile(r"\b(?:at|from|for|by|of|with|in)\s$", re.IGNORECASE)


def judge_support(said: Said, pool: Pool, verdict: Verdict, *, is_cited: bool) -> None:
    held = unheld = 0
    for clause in said.clauses():
        words = [
            word
            for word in said.content(clause, pool.entries)
            if pool.holds(word)
            or not is_judged(said.reading, word, clause, said.library)
        ]
        new = [w for w in words if not pool.holds(w) and not said.reading.is_denied(w)]
        other = _facts(said, clause)
        for word in words:
            if weight := _strictness(said, word, pool):
                verdict.object(weight, f"unknown: {word.text}")
        if not said.is_foreign:
            for word in _added(said, clause, pool, new):
                verdict.object(SOFT, f"unknown: {word.text}")
        held += len(words) - len(new) + other
        unheld += len(new)
        verdict.effort += len(words) * max(1, len(pool.statements))
    verdict.support = held / max(1, held + unheld)
    enough = FOREIGN if said.is_foreign else ENOUGH if is_cited else UNCITED
    if unheld and verdict.support < enough:
        for word in said.content(Span(0, len(said.reading.text)), pool.entries):
            if not pool.holds(word) and not said.reading.is_denied(word):
                verdict.object(SOFT, f"unknown: {word.text}")


def _facts(said: Said, span: Span) -> int:
    """Names, numbers and dates, which other checks answer for."""
    reading = said.reading
    found = {start for start, _, _ in said.named}
    found |= {one.start for one in (*reading.amounts, *reading.dates, *reading.shares)}
    return sum(span.start <= at < span.end for at in found) + 2 * said.contacts


def _added(said: Said, clause: Clause, pool: Pool, new: Sequence[Word]) -> list[Word]:
    """ "... and patented it": one thing more, of which no word is there."""
    for segment in clause.segments[1:]:
        words = said.content(segment, pool.entries)
        if not _JOINS.search(said.reading.text[: segment.start]):
            continue
        if words and all(w in new for w in words) and not _facts(said, segment):
            return words
    return []


def _strictness(said: Said, word: Word, pool: Pool) -> int:
    """What it weighs that no evidence has this very word."""
    if said.reading.is_denied(word) and not said.reading.is_without(word):
        is_sensitive = word.exact in CLAIMS["sensitive"] and not pool.holds(word)
        return HARD if is_sensitive else 0
    is_deed = word.exact in CLAIMS["credentials"]
    own = word.own_keys if word.exact in TITLES else DEEDS.get(word.exact, word.keys)
    if own & (pool.keys if is_deed else pool.keys | said.library.common_keys):
        return 0
    following = said.reading.between(word.end, word.end + FARTHEST)[:1]
    if following and following[0].exact in CLAIMS["listed"]:
        return 0
    if is_superlative(word) or is_top_level(word):
        return HARD
    if is_claim(said, word):
        return NAME
    return NAME if is_name(said, word) and not pool.holds(word) else 0


def is_fact(said: Said, word: Word) -> bool:
    """Whether it says more than another word for the same would."""
    return word.exact in TITLES or is_claim(said, word) or is_name(said, word)


_NEVER_IMPLIED = CLAIMS["sensitive"] | CLAIMS["credentials"] | CLAIMS["character"]


def is_claim(said: Said, word: Word) -> bool:
    """Whether nothing but the word itself is evidence of it."""
    if word.exact in _NEVER_IMPLIED:
        return True
    text = said.reading.text
    if said.is_foreign:
        return is_role(said, word)
    if _OF_DEGREE.search(text, 0, word.start) or _DEGREE.match(text, word.end):
        return True
    return is_role(said, word)


def is_role(said: Said, word: Word) -> bool:
    """Whether it is a title that it says the person has."""
    is_title = word.exact in TITLES or word.exact.endswith(HEADS)
    return is_title and bool(_ROLE.search(said.reading.text[: word.start].rstrip()))


def _is_common(word: Word) -> bool:
    """Whether its language has it, and not as the name of a place."""
    own = language(word.code)
    concepts = own.concept_names.get((own.key(word.exact),), ())
    is_place = any(concept.startswith("city_") for concept in concepts)
    return own.knows(word.exact) and not is_place


def is_name(said: Said, word: Word) -> bool:
    """Where each noun has a capital, only what is no common noun is a name."""
    if not word.large:
        return False
    own, is_plain = language(word.code), word.text[1:].islower()
    if not is_plain:
        return True
    if own.capital_nouns or said.is_foreign:
        before = said.reading.text[: word.start]
        if not own.capital_nouns and word.code != "en" and _INSIDE.search(before):
            return not _is_common(word)
        is_placed = _PLACED.search(before) or (
            own.capital_nouns and _AFTER_NOUN.search(before)
        )
        return bool(is_placed) and not _is_common(word)
    return not word.opens or word.code == "en"
