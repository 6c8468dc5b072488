"""An index of what the passages say."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from chatkit.answering.grounding.amounts import find_amounts
from chatkit.answering.grounding.contacts import find_contacts
from chatkit.answering.grounding.dates import list_periods, years_within
from chatkit.answering.grounding.figures import Ages, Figures
from chatkit.answering.grounding.vocabulary import (
    ABBREVIATIONS,
    COUNTRIES,
    EXPANDED,
    SAME,
)
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.text.tokens import Token, tokenize

SKIPPED = 2  # words that may be left out within a name
_STOP = re.compile(r"[.!?;]\s")


def normalize(word: str) -> str:
    """The form in which folded words are compared: singular, one word per degree."""
    if word in SAME:
        return SAME[word]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
    return SAME.get(word, word)


class Mentions:
    """The words, numbers and contacts of a text."""

    def __init__(self, text: str) -> None:
        self._words = {normalize(word.exact) for word in tokenize(text)}
        self._values = {v for amount in find_amounts(text) for v in amount.values}
        self._contacts = {contact.value for contact in find_contacts(text)}

    def include(self, text: str) -> bool:
        found = find_contacts(text)
        if found:
            return all(contact.value in self._contacts for contact in found)
        numbers = find_amounts(text)
        return all(self._values.intersection(a.values) for a in numbers) and all(
            normalize(word.exact) in self._words
            for word in tokenize(text)
            if not any(a.start <= word.start < a.end for a in numbers)
        )


class Evidence:
    """``named`` are the words written like names, ``references`` the titles of referees."""

    def __init__(self, passages: Sequence[Passage], today: date) -> None:
        self.figures = Figures(passages)
        self.ages = Ages(passage.text for passage in passages)
        self.periods = list_periods(passages, today)
        self.organizations = tuple(
            (period, {normalize(w.exact) for w in tokenize(period.organization)})
            for period in self.periods
        )
        self.years_within = years_within(self.periods)
        self.words: set[str] = set()
        self.named: set[str] = set()
        self.acronyms: set[str] = set()
        self.people: set[str] = set()
        self.references: dict[str, set[str]] = defaultdict(set)
        self.sizes: dict[str, int] = defaultdict(int)
        self.contacts = frozenset(
            contact.value
            for passage in passages
            for text in (passage.text, passage.url)
            for contact in find_contacts(text)
        ) | {passage.url for passage in passages}
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._next = 0
        for passage in passages:
            self._add(passage)
        self.texts = tuple(passage.text.lower() for passage in passages)
        self._plain = tuple(f" {plain(passage.text)} " for passage in passages)

    def has_phrase(self, keys: Sequence[str]) -> bool:
        """Whether a passage has the words in this order, with at most two between each."""
        reached = set(self._places.get(keys[0], ()))
        for word in keys[1:]:
            reached = {
                (text, place)
                for text, place in self._places.get(word, ())
                if any((text, place - gap) in reached for gap in range(1, SKIPPED + 2))
            }
        return bool(reached)

    def quotes(self, text: str) -> bool:
        sought = plain(text)
        return len(sought) > 20 and any(f" {sought} " in text for text in self._plain)

    def _add(self, passage: Passage) -> None:
        if not passage.parent:
            self.sizes[passage.kind] += 1
        if passage.kind == Kind.PERSON and passage.text.startswith(passage.title):
            self.people.update(word.exact for word in tokenize(passage.title))
        for text in (passage.title, passage.text):
            words = tokenize(text)
            self._place(words, text)
            self._add_words(passage, words)
            for run in _capitalized(words, text):
                self.acronyms.update(_initials(run))
                for extra in _variants(run):
                    self._place_keys(extra)
                    if passage.kind != Kind.REFERENCE:
                        self.words.update(extra)

    def _add_words(self, passage: Passage, words: Sequence[Token]) -> None:
        keys = {normalize(word.exact) for word in words}
        if passage.kind == Kind.REFERENCE:
            names = {w.exact for w in tokenize(passage.title.partition(",")[0])}
            for word in keys:
                self.references[word] |= names - {word}
        else:
            self.words |= keys
        self.named |= {normalize(w.exact) for w in words if not w.text.islower()}

    def _place(self, words: Sequence[Token], text: str) -> None:
        self._next += 1
        place = 0
        previous: Token | None = None
        for word in words:
            between = text[previous.end : word.start] if previous else ""
            place += SKIPPED + 2 if _ends(previous, between) else 1
            self._places[normalize(word.exact)].append((self._next, place))
            if previous and between == "-":  # "front-end" is "frontend" to others
                self._join(f"{previous.exact}{word.exact}", place)
            previous = word

    def _join(self, joined: str, place: int) -> None:
        self._places[normalize(joined)].append((self._next, place))
        self.words.add(normalize(joined))

    def _place_keys(self, keys: Sequence[str]) -> None:
        self._next += 1
        for place, word in enumerate(keys):
            self._places[word].append((self._next, place))
        self.named.update(keys)


def plain(text: str) -> str:
    return " ".join(word.exact for word in tokenize(text))


def _capitalized(words: Sequence[Token], text: str) -> Iterator[list[Token]]:
    run: list[Token] = []
    for word in words:
        broken = run and re.search(r"[,;:!?()“”\"]", text[run[-1].end : word.start])
        small = word.text.islower() and word.exact not in {"of", "and", "the", "for"}
        if run and (broken or small):
            yield run
            run = []
        if not small and (run or not word.text.islower()):
            run.append(word)
    if run:
        yield run


def _ends(previous: Token | None, between: str) -> bool:
    if not previous or not _STOP.search(between):
        return False
    return not (between[0] == "." and previous.exact in ABBREVIATIONS)


def _initials(run: Sequence[Token]) -> Iterator[str]:
    large = [word.exact[0] for word in run if not word.text.islower()]
    if len(large) > 1:
        yield "".join(large)
    if len(run) > 1:
        yield "".join(word.exact[0] for word in run)


def _variants(run: Sequence[Token]) -> Iterator[list[str]]:
    """Other forms of a name: "Hull University", "Master of Science", "Sweden"."""
    keys = [normalize(word.exact) for word in run]
    if "of" in keys:
        at = keys.index("of")
        yield [*keys[at + 1 :], *keys[:at]]
    for word in run:
        if word.exact in EXPANDED:
            yield EXPANDED[word.exact].split()
        if word.text.isupper() and word.exact in COUNTRIES:
            yield COUNTRIES[word.exact].split()
