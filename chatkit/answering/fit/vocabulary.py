"""How job descriptions are worded in a language."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property

from chatkit.answering.language.lexicon import Keys, Language
from chatkit.answering.text.tokens import fold

#: Of headings, by what they stand above.
MUST, NICE, TASKS, OTHER = "must", "nice", "tasks", "other"


class Rows:
    """Phrases, to be found in a row of stems."""

    def __init__(self, language: Language, text: str) -> None:
        self.all = frozenset(
            keys for one in text.split("|") if (keys := language.keys(one))
        )
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
            kind: Rows(language, text) for kind, text in table["headings"].items()
        }
        self.lines = {name: Rows(language, t) for name, t in table["lines"].items()}
        joins = "|".join(
            re.escape(one.strip()) for one in table["lines"]["with"].split("|")
        )
        self.with_pattern = rf"\b(?:{joins})\b"
        words = table["words"]
        self.empty = language.light | self._keys(words["advert"])
        self.soft = Rows(language, words["soft"])
        self.ands, self.ors = (self._folds(words[name]) for name in ("and", "or"))
        self.suffixes = tuple(map(fold, words["suffixes"].split()))
        self.levels = {
            int(rank): Rows(language, text) for rank, text in table["levels"].items()
        }

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
        found = [
            (len(place), rank)
            for rank, rows in self.levels.items()
            for place in rows.find(keys)
        ]
        return max(found)[1] if found else 0

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
