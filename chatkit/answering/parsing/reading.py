"""A text as the guard reads it: words that can be compared, amounts, dates, denials."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from chatkit.answering.grounding.vocabulary import HARMLESS
from chatkit.answering.parsing.amounts import Amount, find_amounts
from chatkit.answering.parsing.dates import Date, find_dates
from chatkit.answering.parsing.language import (
    is_function,
    is_group,
    is_neutral,
    keys,
)
from chatkit.answering.parsing.masking import Span, blank_out
from chatkit.answering.parsing.shares import Share, find_shares
from chatkit.answering.text.tokens import fold, tokenize

SCOPE = 6  # words that a "not" denies at most
FARTHEST = 120  # characters to the last of them
_NEGATION = re.compile(
    r"\b(?:not|no|never|without|none|neither|nor|cannot|nobody|nothing|\w+n't|instead of)\b"
    r"(?!\s(?:only|just|merely|later|less|fewer|longer|doubt|question|secret|wonder|matter))",
    re.IGNORECASE,
)
_SCOPE_ENDS = re.compile(
    r"[,;:.!?()–—]|\bbut\b|\band\b|\bwhile\b|\balthough\b|\bbecause\b", re.I
)

_OF_NONE = re.compile(r"(?:none|no|not one) of\b|nobody\b", re.IGNORECASE)
_NOUN_ENDS = re.compile(
    _SCOPE_ENDS.pattern + r"|\b(?:at|in|with|on|from|to|by|since)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Word(Span):
    """``keys`` are what it has in common with other words of its meaning."""

    text: str
    exact: str
    keys: frozenset[str]
    large: bool
    opens: bool
    code: str = "en"

    @property
    def own_keys(self) -> frozenset[str]:
        """Without synonyms."""
        return frozenset(key for key in self.keys if not is_group(key))

    @property
    def is_function(self) -> bool:
        return is_function(self.exact)

    @property
    def _is_harmless(self) -> bool:
        return bool(HARMLESS & {self.exact, self.exact.removesuffix("s")})

    @property
    def is_neutral(self) -> bool:
        """Whether it claims nothing, unless it is written as a name."""
        if self.large and not self.opens and not self._is_harmless:
            return is_function(self.exact)
        return is_neutral(self.exact) or self._is_harmless


@dataclass(frozen=True)
class Reading:
    """``text`` is in English as far as it could be translated."""

    text: str
    code: str = "en"

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(
            Word(
                w.start,
                w.end,
                w.text,
                fold(w.text) if w.text[-1].isalnum() else w.exact,
                keys(w.exact, self.code),
                any(char.isupper() for char in w.text),
                self.code != "en" or not w.named,
                self.code,
            )
            for w in tokenize(self.text)
        )

    @cached_property
    def dates(self) -> tuple[Date, ...]:
        return tuple(find_dates(self.text))

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        return tuple(find_shares(blank_out(self.text, self.dates)))

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        rest = blank_out(self.text, [*self.dates, *self.shares])
        return tuple(find_amounts(rest))

    @cached_property
    def plain_words(self) -> tuple[Word, ...]:
        """Without those of amounts and dates."""
        taken = [*self.dates, *self.amounts, *self.shares]
        return tuple(
            word
            for word in self.words
            if not any(span.start <= word.start < span.end for span in taken)
        )

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(key for word in self.words for key in word.keys)

    @cached_property
    def exacts(self) -> frozenset[str]:
        return frozenset(word.exact for word in self.words)

    @cached_property
    def negations(self) -> tuple[Span, ...]:
        """What is denied: from each "not" to the end of its scope."""
        return tuple(self._negations())

    def _negations(self) -> Iterator[Span]:
        for found in _NEGATION.finditer(self.text):
            far = found.end() + FARTHEST
            end = _SCOPE_ENDS.search(self.text, found.end(), far)
            if found[0].lower() == "no":  # "no fraud at the clients"
                near = _NOUN_ENDS.search(self.text, found.end(), far)
                between = self.between(found.end(), near.start() if near else 0)
                if any(not word.is_neutral for word in between):
                    end = near
            last = end.start() if end else far
            inside = self.between(found.end(), last)
            if inside:
                is_whole = _OF_NONE.match(self.text, found.start())
                scope = inside if is_whole else inside[:SCOPE]
                yield Span(found.start(), scope[-1].end)
            else:  # "the lead has she not"
                starts = [
                    e.end() for e in _SCOPE_ENDS.finditer(self.text, 0, found.start())
                ]
                yield Span(max(starts, default=0), found.end())

    def is_denied(self, word: Span) -> bool:
        return any(n.start <= word.start < n.end for n in self.negations)

    def is_without(self, word: Span) -> bool:
        return any(
            self.text[n.start : n.start + 7].lower() == "without"
            for n in self.negations
            if n.start <= word.start < n.end
        )

    def between(self, start: int, end: int) -> Sequence[Word]:
        first = bisect_left(self._starts, start)
        return self.words[first : max(first, bisect_left(self._starts, end))]

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]
