"""The words of a requirement: which of them say something, and how many years."""

import re
from collections.abc import Sequence

from chatkit.answering.fit.vocabulary import Vocabulary
from chatkit.answering.language.words import Word, read_word
from chatkit.answering.questions.question import read_number
from chatkit.answering.text.words import split_words

SEVERAL_YEARS = 24  # months that "several years" mean
FAR = 3  # words between a number and its "years"
MOST_YEARS = 40
_FIGURE = re.compile(r"\d[\d.,]*[kKmM]?[+%]?")


class Reading:
    """``months`` are those asked for, by the place of the word that says them."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text, self.vocabulary = text, vocabulary
        language = vocabulary.language
        self.words: list[Word] = [
            read_word(word.text, word.start, text, language)
            for word in split_words(text)
        ]
        self.keys = [word.key for word in self.words]
        self.months: dict[int, int] = {}
        self.asking = {
            at
            for name in ("asks", "must", "nice", "place", "degree", "examples")
            for place in vocabulary.lines[name].find(self.keys)
            for at in place
        }
        self._read_years()

    def _read_years(self) -> None:
        lines, keys = self.vocabulary.lines, self.keys
        used: set[int] = set()
        for name, factor in (("years", 12), ("months", 1)):
            for place in lines[name].find(keys):
                near = range(max(0, place.start - FAR), place.start)
                numbers = [at for at in near if self._number(at)]
                before = keys[max(0, place.start - FAR - 1) : place.start]
                after = keys[place.stop : place.stop + 2]
                if not numbers:
                    continue
                used |= {*numbers, *place}
                if lines["recent"].within(before) or lines["age"].within(after):
                    continue
                first, last = numbers[0], numbers[-1]
                is_range = (
                    last - first <= 2
                    and (  # noqa: PLR2004 -- "3 to 5"
                        lines["range"].within(keys[first + 1 : last])
                        or last == first + 1
                    )
                )
                number = self._number(first if is_range else last)
                self.months[last] = min(number, MOST_YEARS * 12 // factor) * factor
        for place in lines["several"].find(keys):
            if not used & set(place):
                self.months[place.start] = SEVERAL_YEARS
            used |= set(place)
        self.asking |= used

    def _number(self, at: int) -> int:
        word = self.words[at].fold.rstrip("+")
        return read_number(word, self.vocabulary.language)

    def is_content(self, at: int) -> bool:
        word, vocabulary = self.words[at], self.vocabulary
        if at in self.asking or self.is_figure(at):
            return False
        if len(word.fold) == 1:
            return word.fold in "cr" and word.text.isupper()
        return word.named or not (
            word.fold in vocabulary.language.function
            or word.key in vocabulary.empty
            or word.fold in vocabulary.language.folded_numbers
        )

    def is_figure(self, at: int) -> bool:
        """A number that is no part of a name, as in "ISO 9001"."""
        word = self.words[at]
        if not _FIGURE.fullmatch(word.text):
            return False
        before = self.words[at - 1] if at else None
        return not (before and before.named and word.start - before.end <= 1)

    def is_version(self, at: int) -> bool:
        """A number after a name or at the end of one: "Python 3", "Band 6"."""
        return at > 0 and self.words[at - 1].text[0].isupper()

    def bare(self, word: str) -> str:
        """ "Englischkenntnisse" asks for "Englisch"."""
        for suffix in self.vocabulary.suffixes:
            if word.endswith(suffix) and len(word) - len(suffix) > FAR:
                return word[: -len(suffix)].removesuffix("s")
        return word

    def bare_key(self, at: int) -> str:
        bare = self.bare(self.words[at].fold)
        return self.vocabulary.language.key(bare)

    def said(self, places: Sequence[int]) -> str:
        first, last = self.words[min(places)], self.words[max(places)]
        return self.text[first.start : last.end]
