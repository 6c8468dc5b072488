"""How job descriptions are worded in a language."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import chain

from chatkit.answering.language.lexicon import Keys, Language
from chatkit.answering.language.words import Word, read_word
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

FAR = 3  # words between a number and its "years"; letters before a suffix
BACHELOR, MASTER, DOCTORATE = 1, 2, 3
RANKS = {
    "degree_doctorate": DOCTORATE,
    "degree_master": MASTER,
    "degree_mba": MASTER,
    "degree_bachelor": BACHELOR,
}
LINES = {"doctorate": DOCTORATE, "master": MASTER, "degree": BACHELOR}

#: Of headings, by what they stand above.
MUST, NICE, TASKS, OTHER = "must", "nice", "tasks", "other"


class Rows:
    """Phrases, to be found in a row of stems."""

    def __init__(self, rows: Iterable[Keys]) -> None:
        self.all = frozenset(filter(None, rows))
        self._by_first: dict[str, list[Keys]] = {}
        for keys in sorted(self.all, key=len, reverse=True):
            self._by_first.setdefault(keys[0], []).append(keys)

    def find(self, keys: Sequence[str]) -> Iterator[range]:
        """Where they stand; the longest where several begin."""
        for at, key in enumerate(keys):
            for row in self._by_first.get(key, ()):
                if tuple(keys[at : at + len(row)]) == row:
                    yield range(at, at + len(row))
                    break

    def within(self, keys: Sequence[str]) -> bool:
        return next(self.find(keys), None) is not None


class Vocabulary:
    def __init__(self, language: Language) -> None:
        self.language = language
        table = language.fit
        self.headings = {
            kind: self._rows(text) for kind, text in table["headings"].items()
        }
        self.lines = {name: self._rows(text) for name, text in table["lines"].items()}
        self._titles = [
            (rank, Rows(chain(*language.concepts.get(concept, ()))))
            for concept, rank in RANKS.items()
        ]
        names = language.concept_names
        self.phrases = Rows(keys for keys in names if len(keys) > 1 and names[keys])
        joins = "|".join(
            re.escape(one.strip()) for one in table["lines"]["with"].split("|")
        )
        self.with_pattern = rf"\b(?:{joins})\b"
        words = table["words"]
        self.empty = language.light | self._keys(words["advert"])
        self.soft = self._rows(words["soft"])
        self.ands, self.ors = (self._folds(words[name]) for name in ("and", "or"))
        self.suffixes = tuple(map(fold, words["suffixes"].split()))
        self.levels = {
            int(rank): self._rows(text) for rank, text in table["levels"].items()
        }

    def _rows(self, text: str) -> Rows:
        return Rows(map(self.language.keys, text.split("|")))

    @staticmethod
    def _folds(text: str) -> frozenset[str]:
        return frozenset(map(fold, text.split()))

    def _keys(self, text: str) -> frozenset[str]:
        return frozenset(map(self.language.key, self._folds(text)))

    def has(self, name: str, keys: Sequence[str]) -> bool:
        return self.lines[name].within(keys)

    def level(self, keys: Sequence[str]) -> int:
        """The highest of the levels they name, from 1 (A1) to 6 (C2); 0 for none.

        Of words in each other ("very good") the longer counts.
        """
        found = [(len(place), rank) for rank, place in self.find_levels(keys)]
        return max(found)[1] if found else 0

    def find_levels(self, keys: Sequence[str]) -> Iterator[tuple[int, range]]:
        for rank, rows in self.levels.items():
            for place in rows.find(keys):
                yield rank, place

    def find_degrees(self, words: Sequence[Word]) -> Iterator[tuple[int, range]]:
        """Ranks, and the words for them. A title of one word is written large: "BA"."""
        keys = [word.key for word in words]
        for name, rank in LINES.items():
            for place in self.lines[name].find(keys):
                yield rank, place
        for rank, rows in self._titles:
            for place in rows.find(keys):
                if len(place) > 1 or words[place.start].text[0].isupper():
                    yield rank, place

    def read(self, text: str) -> list[Word]:
        """Without suffixes: "Englischkenntnisse" asks for "Englisch"."""
        return [
            self._bare(read_word(word.text, word.start, text, self.language))
            for word in split_words(text)
        ]

    def _bare(self, word: Word) -> Word:
        for suffix in self.suffixes:
            if word.fold.endswith(suffix) and len(word.fold) - len(suffix) > FAR:
                bare = word.fold.removesuffix(suffix).removesuffix("s")
                return replace(word, fold=bare, key=self.language.key(bare))
        return word

    def heading(self, keys: Keys) -> str:
        """What a line of these words stands above; "" if it is no heading."""
        content = tuple(key for key in keys if key not in self._function)
        for kind, rows in self.headings.items():
            if keys in rows.all or (content and content in rows.all):
                return str(kind)
        for kind, vocabulary in self._heading_words.items():
            if content and vocabulary.issuperset(content):
                return kind
        return ""

    @cached_property
    def _function(self) -> frozenset[str]:
        language = self.language
        return frozenset(map(language.key, language.function)) | self._keys("role")

    @cached_property
    def _heading_words(self) -> dict[str, frozenset[str]]:
        return {
            kind: frozenset(key for row in rows.all for key in row) - self._function
            for kind, rows in self.headings.items()
        }


@cache
def vocabulary(language: Language) -> Vocabulary:
    return Vocabulary(language)
