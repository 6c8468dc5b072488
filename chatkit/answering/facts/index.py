"""Which passages hold a term, however it is said there.

A word is found exactly, inflected, as part of a compound ("CAD" in "AutoCAD"), by its
acronym, by a concept that names it in any language, and where nothing else is found as a
slip of the keyboard or by a word that shares most of its letters.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import cached_property

from chatkit.answering.facts.kindred import kindred_words
from chatkit.answering.facts.searched import searched_text
from chatkit.answering.facts.terms import (
    ACRONYM,
    Found,
    Hit,
    Term,
    acronyms,
    holds_row,
    merge,
    ranked,
)
from chatkit.answering.language.compounds import by_part
from chatkit.answering.language.lexicon import (
    CODES,
    PLACES,
    Keys,
    Language,
    language,
)
from chatkit.answering.language.patterns import Pattern
from chatkit.answering.language.spelling import near_words
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import WORD

EXACT, INFLECTED, CONCEPT, MEMBER, PART, TYPO = 1.0, 0.95, 0.85, 0.8, 0.7, 0.6
KINDRED = 0.5
PREFIX = 3
CODED = "language_"  # concepts whose members are codes, such as "de"
#: A résumé in one language may have these in the names of another.
NAMED = (CODED, *PLACES)
_ACRONYM_INSIDE = re.compile(r"[A-Z]{2,}(?![a-z]{2})")  # the CAD of AutoCAD
LONG_ACRONYM = 3  # letters, from which on one less is an acronym: the GIS of QGIS
COMPOUND = 6  # letters of a word that others end with: "footbridges"


class Index:
    def __init__(self, passages: Sequence[Passage], codes: Collection[str]) -> None:
        self.passages = passages
        self.languages = [language(code) for code in codes]
        self._postings: dict[str, set[int]] = {}
        self._large: set[str] = set()  # written with a capital or a sign somewhere
        self._small: set[str] = set()  # written without
        self._parts: dict[str, set[str]] = {}
        self._texts = [
            self.languages[0].verbs.whole(searched_text(p)) for p in passages
        ]
        self.numbers = {passage.id: n for n, passage in enumerate(passages)}
        folded: dict[str, str] = {}
        for number, text in enumerate(self._texts):
            for surface in set(WORD.findall(text)):
                if (word := folded.get(surface)) is None:
                    word = folded[surface] = self._add(surface)
                self._postings[word].add(number)
        self._buckets: dict[str, list[str]] = {}
        for word in self._postings:
            self._buckets.setdefault(word[:PREFIX], []).append(word)
        self._found: dict[tuple[str, ...], Found] = {}

    def _add(self, surface: str) -> str:
        word = fold(surface)
        self._postings.setdefault(word, set())
        if surface == word:
            self._small.add(word)
            return word
        self._large.add(word)
        if surface[1:] != surface[1:].lower():
            inside = _ACRONYM_INSIDE.findall(surface)
            if surface.isupper() and len(surface) > LONG_ACRONYM:
                inside.append(surface[1:])
            for part in inside:
                self._parts.setdefault(fold(part), set()).add(word)
        return word

    @cached_property
    def names(self) -> frozenset[str]:
        """Words that are written like names: they show no language."""
        return frozenset(self._large)

    @property
    def words(self) -> Collection[str]:
        return self._postings

    def is_common(self, word: str) -> bool:
        """Whether a folded word is also written like a noun of no name."""
        return word in self._small

    @cached_property
    def acronyms(self) -> dict[str, Found]:
        return acronyms(self._texts, CONCEPT)

    def search(
        self,
        terms: Sequence[Term],
        asked: Language,
        scope: Set[str] | None = None,
    ) -> list[Hit]:
        """Best first. ``scope`` are ids of passages, or of those they are details of."""
        found = [self.find(term, asked) for term in terms]
        return ranked(terms, found, self.passages, scope)

    def find(self, term: Term, asked: Language) -> Found:
        key = (asked.code, str(term.named), *term.folds, "", *term.concepts)
        if key not in self._found:
            if len(self._found) > 4_096:  # noqa: PLR2004
                self._found.clear()
            self._found[key] = self._find(term, asked)
        return self._found[key]

    def _find(self, term: Term, asked: Language) -> Found:
        found: Found = {}
        first, *more = term.folds
        if more:
            merge(found, self._phrase(term.folds, asked))
        else:
            merge(found, self._word(first, asked, term.named))
        for concept in term.concepts:
            merge(found, self.find_concept(concept))
        if len(more) > 1 and term.named:
            acronym = "".join(word[0] for word in term.folds)
            merge(found, dict.fromkeys(self._postings.get(acronym, ()), CONCEPT))
        if found or more:
            return found
        if len(first) in ACRONYM and first in self.acronyms:
            return self.acronyms[first]
        near = near_words(first, self._postings, asked)
        quality = TYPO if near else KINDRED
        for word in near or self._kindred(term):
            merge(found, dict.fromkeys(self._postings[word], quality))
        return found

    def _kindred(self, term: Term) -> Iterator[str]:
        if term.named or len(term.folds) > 1:
            return iter(())
        word, compounds = term.folds[0], any(x.capital_nouns for x in self.languages)
        there = self._postings if compounds else self._buckets.get(word[:PREFIX], ())
        return kindred_words(word, there, compounds=compounds)

    def _word(self, word: str, asked: Language, named: bool) -> Found:
        found: Found = {}
        for form, quality in self._forms(word, asked, named):
            merge(found, dict.fromkeys(self._postings[form], quality))
        return found

    def _forms(
        self, word: str, asked: Language, named: bool
    ) -> Iterator[tuple[str, float]]:
        if word in self._postings and not (named and word not in self._large):
            yield word, EXACT
        for lang in {asked, *self.languages}:
            key = lang.key(word)
            for form in self._inflected(key, lang):
                plain = not named or form.rstrip("s") == word.rstrip("s")
                if plain and form != word and not (named and form not in self._large):
                    yield form, INFLECTED
        for whole in self._parts.get(word, ()):
            yield whole, PART
        heads = any(one.capital_nouns for one in (asked, *self.languages))
        if len(word) >= COMPOUND - heads and word.isalpha():
            for other in self._postings:
                if len(other) > len(word) + 2 and (
                    other.endswith(word) or (heads and other.startswith(word))
                ):
                    yield other, PART

    def _inflected(self, key: str, lang: Language) -> Iterator[str]:
        """The words of the passages that have this stem."""
        for form in self._buckets.get(key[:PREFIX], ()):
            if lang.key(form) == key:
                yield form
        for form in lang.irregular_forms(key):
            if form in self._postings and form[:PREFIX] != key[:PREFIX]:
                yield form

    @cached_property
    def _compounds(self) -> dict[str, set[str]]:
        return by_part(self._postings, self.languages)

    def find_concept(self, concept: str) -> Found:
        if "+" in concept:
            one, other = map(self.find_concept, concept.split("+"))
            return {n: min(one[n], other[n]) for n in one.keys() & other.keys()}
        found: Found = {}
        every = [language(code) for code in CODES]
        for lang in every if concept.startswith(NAMED) else self.languages:
            names, members = lang.concepts.get(concept, ((), ()))
            for quality, group in ((CONCEPT, names), (MEMBER, members)):
                for keys in group:
                    merge(found, self._keyed(keys, lang, quality))
            if lang.capital_nouns and lang in self.languages:
                for keys in names:
                    for word in self._compounds.get(" ".join(keys), ()):
                        merge(found, dict.fromkeys(self._postings[word], PART))
        if not found:  # a name: "Arquivo da Ribeira" in a résumé in English
            for lang in every:
                for keys in lang.concepts.get(concept, ((), ()))[0]:
                    if not self._large.isdisjoint(self._inflected(keys[0], lang)):
                        merge(found, self._keyed(keys, lang, MEMBER))
        if concept.startswith(CODED):
            return {
                number: quality
                for number, quality in found.items()
                if quality == CONCEPT or self.passages[number].kind == Kind.LANGUAGE
            }
        return found

    def _keyed(self, keys: Keys, lang: Language, quality: float) -> Found:
        """Passages with these stems in a row."""
        return {
            number: quality
            for number in self._holding(((key,) for key in keys), lang)
            if len(keys) == 1 or holds_row(lang.keys(self._texts[number]), keys)
        }

    def describes(self, passage: Passage, term: Term) -> bool:
        """Whether it says what the passage is or where, not only what is told there."""
        facts = passage.facts
        placed = any(concept.startswith(PLACES) for concept in term.concepts)
        told = facts.prose if placed else ""
        own = f"{facts.title} {facts.organization} {facts.place} {facts.about} {told}"
        said = fold(own)
        return any(word in said for word in self.words_of(term))

    def quality(self, term: Term, passage: Passage, asked: Language) -> float:
        """How well a passage holds a term; 0 where it doesn't."""
        return self.find(term, asked).get(self.numbers[passage.id], 0)

    def holds(self, passage: Passage, word: str, asked: Language) -> bool:
        """Whether a passage has this very word, inflected or not."""
        return self.numbers[passage.id] in self._word(word, asked, False)

    def words_of(self, term: Term) -> list[str]:
        """Folded words of the passages that are this term, to quote around them."""
        found = [
            form
            for word in term.folds
            for lang in self.languages
            for form, _ in self._forms(word, lang, False)
        ]
        found += term.folds
        if self._postings.keys().isdisjoint(found):
            found += self._kindred(term)
        concepts = [one for concept in term.concepts for one in concept.split("+")]
        for lang in self.languages:
            for concept in concepts:
                for group in lang.concepts.get(concept, ()):
                    for keys in group:
                        found += self._inflected(keys[0], lang)
        return [*dict.fromkeys(found)]

    @cached_property
    def jobs(self) -> list[str]:
        """Folded words of the passages that say in one word what somebody is."""
        return [
            form
            for lang in self.languages
            for concept, (names, _) in lang.concepts.items()
            for keys in names
            if concept.startswith("job_") and len(keys) == 1
            for form in self._inflected(keys[0], lang)
        ]

    def holding(self, pattern: Pattern, lang: Language) -> Set[int]:
        """Numbers of the passages that have each of its words somewhere."""
        return self._holding(filter(None, pattern.parts), lang)

    def _holding(self, parts: Iterable[Iterable[str]], lang: Language) -> Set[int]:
        """Numbers of the passages that have one of the stems of each part."""
        numbers: set[int] | None = None
        for part in parts:
            forms = (form for key in part for form in self._inflected(key, lang))
            there = {number for form in forms for number in self._postings[form]}
            numbers = there if numbers is None else numbers & there
            if not numbers:
                break
        return numbers or set()

    def _phrase(self, folds: Sequence[str], asked: Language) -> Found:
        found: Found = {}
        for lang in {asked, *self.languages}:
            keys = tuple(map(lang.key, folds))
            merge(found, self._keyed(keys, lang, EXACT))
        return found
