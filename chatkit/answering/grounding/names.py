"""Names of several words: a name is one of the passages', not made of their words."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from chatkit.answering.grounding.library import Library
from chatkit.answering.grounding.vocabulary import (
    COUNTRIES,
    EXPANDED,
    LEGAL_FORMS,
    NAME_HEADS,
    SAME,
    TITLES,
)
from chatkit.answering.parsing.language import STEMMERS, foreign_stem
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading, Word

SKIPPED = 2  # words that may be left out within a name
LONGEST = 12
_CONNECTORS = frozenset(
    [
        "of",
        "de",
        "du",
        "del",
        "della",
        "di",
        "von",
        "van",
        "der",
        "den",
        "la",
        "le",
        "the",
        "and",
        "&",
        "y",
        "et",
        "und",
    ]
)
_HEAD_OF = re.compile(
    r"(?<=\bis )(?:the )?(?:head|director|chief) of (?:the )?\w+"
    r"|(?<=\bwas )(?:the )?(?:head|director|chief) of (?:the )?\w+"
    r"|(?<=\bas )(?:the )?(?:head|director|chief) of (?:the )?\w+",
    re.IGNORECASE,
)
_JOINING = frozenset(["the", "la", "le", "and", "&", "y", "et", "und"])
_BREAK = re.compile(r"[,;:!?()“”\"|\n]|\.\s")


def _key(word: Word, code: str) -> str:
    if code in STEMMERS:
        return foreign_stem(word.exact, code)
    return normalize(word.exact)


def normalize(word: str) -> str:
    """The form in which folded words are compared: singular, one word per degree."""
    if word in SAME:
        return SAME[word]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
    return SAME.get(word, word)


class Names:
    """Where the words of the passages stand, and what their names can be short for."""

    def __init__(self, library: Library) -> None:
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._acronyms: set[str] = set()
        self._people, self._code = library.people, library.code
        self._next = 0
        for entry in library.entries:
            for statement in entry.statements:
                self._add(statement.reading)

    def _add(self, reading: Reading) -> None:
        previous: Word | None = None
        place = 0
        self._next += 1
        for word in reading.words:
            between = reading.text[previous.end : word.start] if previous else ""
            place += SKIPPED + 2 if _BREAK.search(between) else 1
            self._places[_key(word, reading.code)].append((self._next, place))
            if previous and between == "-":  # "front-end" is "frontend" to others
                self._places[normalize(previous.exact + word.exact)].append(
                    (self._next, place)
                )
            previous = word
        for run in runs(reading):
            words = [w.exact for w in run if w.exact not in _CONNECTORS]
            self._acronyms.add("".join(word[0] for word in words))
            for variant in _variants([w.exact for w in run]):
                self._next += 1
                for at, exact in enumerate(variant):
                    self._places[normalize(exact)].append((self._next, at))

    def find_unsupported(
        self, reading: Reading, excused: frozenset[int]
    ) -> Iterator[Span]:
        yield from self._find_names(reading, excused)
        yield from self._find_titles(reading)

    def _find_names(self, reading: Reading, excused: frozenset[int]) -> Iterator[Span]:
        for run in runs(reading):
            words = [w for w in run if w.start not in excused]
            if words and (words[0].opens and words[0].is_neutral):
                words = words[1:]
            words = [w for w in words if w.exact not in self._people]
            keys = [_key(w, self._code) for w in words if w.exact not in LEGAL_FORMS]
            while keys and keys[0] in _CONNECTORS:
                keys.pop(0)
            while keys and keys[-1] in _CONNECTORS:
                keys.pop()
            if len(
                [k for k in keys if k not in _CONNECTORS]
            ) > 1 and not self._are_names(keys):
                yield Span(words[0].start, words[-1].end)

    def _find_titles(self, reading: Reading) -> Iterator[Span]:
        """Two or more titles in a row, as "senior staff engineer", are one title."""
        for found in _HEAD_OF.finditer(reading.text):
            of = [
                _key(w, self._code)
                for w in reading.between(*found.span())
                if w.exact not in _CONNECTORS
            ]
            if not self._has_phrase([of[0], of[-1]]):
                yield Span(*found.span())
        run: list[Word] = []
        for word in (*reading.words, None):
            near = not run or (
                word and reading.text[run[-1].end : word.start] in {" ", "-"}
            )
            if word and near and word.exact in TITLES:
                run.append(word)
                continue
            if len(run) > 1 and not self._has_phrase(
                [_key(w, self._code) for w in run]
            ):
                yield Span(run[0].start, run[-1].end)
            run = [word] if word and word.exact in TITLES else []

    def _are_names(self, keys: Sequence[str]) -> bool:
        if len(keys) > LONGEST * 2:
            return False
        reached = [True] + [False] * len(keys)
        for end in range(1, len(keys) + 1):
            reached[end] = any(
                reached[start] and self._is_name(keys[start:end], len(keys))
                for start in range(max(0, end - LONGEST), end)
            )
        return reached[-1]

    def _is_name(self, keys: Sequence[str], whole: int) -> bool:
        if len(keys) == 1:
            word = keys[0]
            if word in _CONNECTORS:
                return word in _JOINING
            if whole > 1 and word in _HEADS:
                return False
            return word in self._places or word in self._acronyms
        if keys[0] in _CONNECTORS or keys[-1] in _CONNECTORS:
            return False
        if "".join(keys) in self._places or self._has_phrase(keys):
            return True
        if "of" in keys[1:-1]:  # "University of Lund" is "Lund University"
            at = keys.index("of")
            if self._has_phrase([*keys[at + 1 :], *keys[:at]]):
                return True
            title, rest = keys[:at], [k for k in keys[at + 1 :] if k != "the"]
            if (
                title[-1] in _TITLES or len(title) > 1
            ):  # "Staff Engineer of Northwind Rail"
                return self._are_names(title) and self._are_names(rest)
        return False

    def _has_phrase(self, keys: Sequence[str]) -> bool:
        """Whether a statement has the words in this order, with few between them."""
        reached = set(self._places.get(keys[0], ()))
        for word in keys[1:]:
            reached = {
                (text, place)
                for text, place in self._places.get(word, ())
                if any((text, place - gap) in reached for gap in range(1, SKIPPED + 2))
            }
        return bool(reached)


_TITLES = frozenset(map(normalize, TITLES)) | {"lead", "leader"}
_HEADS = frozenset(map(normalize, NAME_HEADS))


def runs(reading: Reading) -> Iterator[list[Word]]:
    """Capitalized words side by side, with connectors such as "of" between them."""
    run: list[Word] = []
    link: list[Word] = []
    taken = [*reading.dates, *reading.amounts]
    for word in reading.words:
        is_taken = any(s.start <= word.start < s.end for s in taken)
        last = (link or run)[-1] if run else None
        if last and _BREAK.search(reading.text[last.end : word.start]):
            yield run
            run, link = [], []
        if word.large and not is_taken and word.exact != "i":
            run, link = [*run, *link, word], []
        elif run and word.exact in _CONNECTORS and not is_taken:
            link.append(word)
        elif run:
            yield run
            run, link = [], []
    if run:
        yield run


def _variants(words: Sequence[str]) -> Iterator[list[str]]:
    """Other forms of a name: "Hull University", "Master of Science", "Sweden"."""
    if "of" in words:
        at = list(words).index("of")
        yield [*words[at + 1 :], *words[:at]]
    for word in words:
        if word in EXPANDED:
            yield EXPANDED[word].split()
        if word in COUNTRIES:
            yield COUNTRIES[word].split()
