"""What the visitor wrote: it may be repeated, but is never evidence."""

from collections.abc import Iterator

from chatkit.answering.grounding.names import normalize
from chatkit.answering.grounding.vocabulary import PATTERNS
from chatkit.answering.parsing.clauses import find_clauses
from chatkit.answering.parsing.contacts import Contact, find_contacts
from chatkit.answering.parsing.reading import Reading, Word
from chatkit.answering.text.tokens import tokenize


class Visitor:
    def __init__(self, text: str) -> None:
        self._contacts = {contact.value for contact in find_contacts(text)}
        self._words = {normalize(word.exact) for word in tokenize(text)}

    def repeats(self, contact: Contact, sentence: str) -> bool:
        is_told = PATTERNS["visitor"].search(sentence)
        return contact.value in self._contacts and bool(is_told)

    def excused(self, reading: Reading) -> frozenset[int]:
        """Places of words that need no evidence.

        They are the visitor's own where only their relevance is weighed ("could be
        useful for Volvo"), what else such a clause says of them, and questions.
        """
        return frozenset(word.start for word in self._excused(reading))

    def _excused(self, reading: Reading) -> Iterator[Word]:
        is_question = reading.text.rstrip(" *_").endswith("?")
        for clause in find_clauses(reading):
            text = reading.text[clause.start : clause.end]
            words = reading.between(clause.start, clause.end)
            small = [word for word in words if not word.large]
            is_guess = PATTERNS["perhaps"].search(text)
            if is_question:
                yield from small
            if is_guess and (suits := PATTERNS["suits"].search(text)):
                start = clause.start + suits.start()
                yield from (word for word in small if word.start >= start)
            if PATTERNS["claimed_after_all"].search(reading.text, clause.start):
                continue
            if PATTERNS["asked_whether"].search(text):
                yield from words
            elif self._is_about_visitor(text):
                theirs = [word for word in words if self._wrote(word)]
                yield from theirs
                if is_guess and any(word.large and not word.opens for word in theirs):
                    yield from small

    @staticmethod
    def _is_about_visitor(clause: str) -> bool:
        if PATTERNS["visitor"].search(clause):
            return not PATTERNS["person_does"].search(clause)
        is_guess = PATTERNS["perhaps"].search(clause) or not PATTERNS[
            "person_does"
        ].search(clause)
        return bool(PATTERNS["relevance"].search(clause) and is_guess) and not PATTERNS[
            "biography"
        ].search(clause)

    def _wrote(self, word: Word) -> bool:
        return not word.is_function and normalize(word.exact) in self._words
