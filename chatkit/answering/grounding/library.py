"""The published entries, and which of them a sentence may rest on."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from math import log

from chatkit.answering.facts.index import Index
from chatkit.answering.grounding.figures import Figures
from chatkit.answering.grounding.vocabulary import (
    COUNTRIES,
    LEGAL_FORMS,
    NAME_HEADS,
    TITLES,
)
from chatkit.answering.language.lexicon import language
from chatkit.answering.parsing.dates import Period, list_periods, month_index
from chatkit.answering.parsing.language import (
    STEMMERS,
    detect,
    foreign_stem,
    is_neutral,
    keys,
    to_english,
)
from chatkit.answering.parsing.reading import Reading, Word
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.text.tokens import sentences, stem, tokenize

LASTING = (Kind.POSITION, Kind.VOLUNTEERING, Kind.STUDY, Kind.PROJECT)
ABOUT = frozenset({Kind.PERSON, Kind.LOCATION, Kind.CONTACT})
MAX_CANDIDATES = 6
_LINKING = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "de",
        "la",
        "le",
        "du",
        "des",
        "der",
        "die",
        "von",
        "e",
        "y",
        "et",
        "und",
        "a",
        "in",
        "at",
    ]
)


@dataclass(frozen=True)
class Statement:
    """One sentence of a passage; ``number`` is that of the passage."""

    number: int
    reading: Reading
    is_head: bool

    @cached_property
    def figures(self) -> Figures:
        return Figures([self.reading.text])


@dataclass(eq=False)
class Entry:
    """A passage with its details."""

    number: int
    passage: Passage
    code: str
    passages: list[tuple[int, Passage]] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.passage.kind

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(self._statements())

    def _statements(self) -> Iterator[Statement]:
        for number, passage in self.passages:
            is_head = passage is self.passage and self.kind != Kind.STATEMENT
            texts = list(sentences(passage.text))
            if passage is self.passage and passage.title:
                texts.append(passage.title)
            for at, text in enumerate(texts):
                reading = Reading(to_english(text, self.code), self.code)
                yield Statement(number, reading, is_head and at in (0, len(texts) - 1))

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset().union(*(s.reading.keys for s in self.statements))

    @cached_property
    def period(self) -> Period | None:
        return next(iter(list_periods([self.passage], self.today)), None)

    @cached_property
    def months_since(self) -> int:
        """Months since a certificate or an award, 0 where it has no date."""
        start = self.passage.facts.start
        if self.kind != Kind.CERTIFICATE or not start[:4].isdigit():
            return 0
        return self.today.year * 12 + self.today.month - month_index(start, 0)

    today: date = field(default_factory=date.today)

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The runs of words by which a sentence can name this entry."""
        facts = self.passage.facts
        title = getattr(facts, "title", "") or ""
        names = [facts.organization] if self.kind not in _NOT_BY_ORGANIZATION else []
        if self.kind in BY_TITLE:
            names.append(title or self.passage.title)
        if self.kind == Kind.REFERENCE:
            names.append(self.passage.title.partition(",")[0])
        words = [_name(to_english(name, self.code)) for name in names]
        initials = [("".join(w[0] for w in name),) for name in words if len(name) > 2]
        return (*filter(None, words), *initials)


_NOT_BY_ORGANIZATION = frozenset({Kind.REFERENCE, Kind.PROFILE})
BY_TITLE = frozenset({Kind.PROJECT, Kind.AWARD, Kind.CERTIFICATE, Kind.PUBLICATION})


def _name(text: str) -> tuple[str, ...]:
    words = [w.exact for w in tokenize(re.split(r"[:(]", text)[0])]
    return tuple(word for word in words if word not in _LINKING | LEGAL_FORMS)[:8]


class Library:
    """All entries; looks them up by mark, by name and by words."""

    def __init__(self, passages: Sequence[Passage], today: date) -> None:
        self.today = today
        self._passages = passages
        self.code = detect(
            " ".join(p.text for p in passages if p.parent or p.kind == Kind.STATEMENT)
        )
        self.entries: list[Entry] = []
        self.by_number: dict[int, Entry] = {}
        by_id: dict[str, Entry] = {}
        for number, passage in enumerate(passages, 1):
            entry = by_id.get(passage.parent) if passage.parent else None
            if entry is None:
                entry = Entry(number, passage, self.code, today=today)
                self.entries.append(entry)
                if passage.id:
                    by_id[passage.id] = entry
            entry.passages.append((number, passage))
            self.by_number[number] = entry
        self._about = [e for e in self.entries if e.kind in ABOUT]
        self.common_keys = frozenset().union(
            *(e.keys for e in self._about if e.kind != Kind.PERSON)
        )
        self.common_keys |= {
            key
            for entry in self.of_kind(Kind.LOCATION)
            for code in entry.passage.text.split()
            for word in COUNTRIES.get(code.strip(".,").lower(), "").split()
            for key in keys(word)
        }
        self.people = frozenset(
            w.exact
            for e in self._about
            if e.kind == Kind.PERSON
            for w in tokenize(e.passage.title)
        )
        self._index: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for key in entry.keys:
                self._index[key].append(entry)
        self._names: dict[str, list[tuple[tuple[str, ...], Entry]]] = defaultdict(list)
        self._name_words()

    def _name_words(self) -> None:
        owners: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        for entry in self.entries:
            for name in entry.names:
                for word in name:
                    owners[word].add(name)
        for entry in self.entries:
            for name in entry.names:
                forms = tuple(map(self._form, name))
                self._names[forms[0]].append((forms, entry))
                word = next(filter(self._is_distinct, name), "")
                if (  # "Northwind" for "Northwind Rail"
                    len(name) > 1
                    and entry.kind not in BY_TITLE
                    and len(owners[word]) == 1
                    and self._only_names(word, name)
                ):
                    self._names[self._form(word)].append(((word,), entry))

    def _form(self, word: str) -> str:
        """ "Technischen" is "Technische" in a name."""
        return foreign_stem(word, self.code) if self.code in STEMMERS else word

    def _only_names(self, word: str, name: tuple[str, ...]) -> bool:
        """Whether no entry has the word otherwise than in this name."""
        return all(
            " ".join(name)
            in " ".join(w.exact for w in s.reading.words if w.exact not in _LINKING)
            for entry in self._index.get(stem(word), ())
            for s in entry.statements
            if any(w.exact == word for w in s.reading.words)
        )

    def _is_distinct(self, word: str) -> bool:
        return (
            len(word) > 3
            and word not in NAME_HEADS
            and word not in TITLES
            and not is_neutral(word)
            and word not in self.people
        )

    @cached_property
    def _concepts(self) -> Index:
        return Index(self._passages, dict.fromkeys((self.code, "en")))

    @lru_cache(maxsize=4_096)  # noqa: B019 - a library lives as long as its passages
    def with_concept(self, word: str, code: str) -> frozenset[int]:
        """Numbers of the passages that have another word for the same."""
        concepts = {
            concept
            for one in {code, self.code, "en"}
            for concept in language(one).concept_names.get(
                (language(one).key(word),), ()
            )
        }
        found = (self._concepts.find_concept(concept) for concept in concepts)
        return frozenset(at + 1 for numbers in found for at in numbers)

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(self._index)

    @cached_property
    def positions(self) -> tuple[Period, ...]:
        return list_periods([e.passage for e in self.entries], self.today)

    def of_kind(self, *kinds: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind in kinds]

    def named_in(self, words: Sequence[Word]) -> list[tuple[int, int, Entry]]:
        """Entries named, each with the start and end of its name in the text."""
        plain = [w for w in words if w.exact not in _LINKING]
        found: list[tuple[int, int, Entry]] = []
        for at, word in enumerate(plain):
            exact = word.exact
            forms = {exact, exact[:-1]} if exact.endswith("s") else {exact}
            forms.add(self._form(exact))
            for form in forms:
                for name, entry in self._names.get(form, ()):
                    near = plain[at : at + len(name)]
                    said = tuple(self._form(w.exact) for w in near)
                    if len(name) > 1:
                        if said == name:
                            end = plain[at + len(name) - 1].end
                            found.append((word.start, end, entry))
                    elif word.large:
                        found.append((word.start, word.end, entry))
        return found

    def owners(self, word: frozenset[str]) -> list[Entry]:
        """The entries that have a word."""
        return list(
            {id(e): e for key in word for e in self._index.get(key, ())}.values()
        )

    def candidates(self, words: Iterable[frozenset[str]]) -> list[Entry]:
        """The entries that share most with the words, rare ones first."""
        scores: dict[int, float] = defaultdict(float)
        total = len(self.entries) + 1
        for word in words:
            entries = self.owners(word)
            if entries and len(entries) < max(8, total / 2):
                for entry in entries:
                    scores[entry.number] += log(total / len(entries))
        best = sorted(scores, key=lambda number: (-scores[number], number))
        return [self.by_number[number] for number in best[:MAX_CANDIDATES]]
