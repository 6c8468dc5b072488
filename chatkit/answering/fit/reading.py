"""The words of a requirement: which of them say something, and what they ask for."""

import re
from collections.abc import Collection
from itertools import islice

from chatkit.answering.facts.terms import Term
from chatkit.answering.fit.vocabulary import FAR, Vocabulary
from chatkit.answering.questions.terms import find_terms

SEVERAL_YEARS = 24  # months that "several years" mean
MOST_YEARS = 40
MOST_TERMS = 8  # of a part
_FIGURE = re.compile(r"\d[\d.,]*[kKmM]?[+%]?")


class Reading:
    """``months`` and ``ranks`` of degrees are by the place of the words that say them.
    ``asking`` are the places of words that only ask, ``levels`` those of words that say
    how well, ``soft`` those of personal qualities.
    """

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text, self.vocabulary = text, vocabulary
        self.words = vocabulary.read(text)
        self.keys = [word.key for word in self.words]
        lines, keys = vocabulary.lines, self.keys
        self.months: dict[int, int] = {}
        self.asking = {
            at
            for name in ("asks", "must", "nice", "place", "degree", "examples")
            for place in lines[name].find(keys)
            for at in place
        }
        self._read_years()
        no_degree = {at for place in lines["not_degree"].find(keys) for at in place}
        self.ranks = {
            at: rank
            for rank, place in vocabulary.find_degrees(self.words)
            if no_degree.isdisjoint(place)
            for at in place
        }
        self.asking |= self.ranks.keys()
        self.soft = [*vocabulary.soft.find(keys)]
        phrases = vocabulary.phrases.find(keys)
        self._phrases = {at for row in phrases for at in row} - self.asking
        self.levels = {at for _, row in vocabulary.find_levels(keys) for at in row}

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
                between = keys[first + 1 : last]  # "3 to 5"
                is_range = not between or (
                    len(between) == 1 and lines["range"].within(between)
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
        return self.vocabulary.language.number(word)

    def terms(self, places: Collection[int]) -> list[tuple[list[int], Term]]:
        """What the words there ask for, each with its places."""
        row = sorted(places)
        taken = frozenset(i for i, at in enumerate(row) if at in self.asking)
        empty = frozenset(
            i
            for i, at in enumerate(row)
            if not (self.is_content(at) or at in self._phrases)
        )
        words = [self.words[at] for at in row]
        found = find_terms(words, self.vocabulary.language, empty, taken)
        return [
            ([row[i] for i in sorted(where)], term)
            for where, term in islice(found, MOST_TERMS)
        ]

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

    def said(self, places: Collection[int]) -> str:
        first, last = self.words[min(places)], self.words[max(places)]
        return self.text[first.start : last.end]
