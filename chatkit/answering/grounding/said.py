"""A sentence with what is known of it before any evidence is looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from chatkit.answering.grounding.library import Entry, Library
from chatkit.answering.grounding.vocabulary import CLAIMS
from chatkit.answering.parsing.clauses import Clause, find_clauses
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading, Word
from chatkit.answering.passages import Kind

TIMES = frozenset({"second", "minute", "hour", "day", "week", "month"})
_BEFORE_RATES = frozenset({"a", "an", "per", "every", "each", "within", "the", "one"})
_QUANTIFIERS = CLAIMS["all"] | CLAIMS["alone"]


@dataclass(frozen=True)
class Said:
    """``excused`` are the places of words that need no evidence, such as the visitor's.

    ``contacts`` counts the published addresses in it.
    """

    reading: Reading
    library: Library
    excused: frozenset[int] = frozenset()
    contacts: int = 0

    @cached_property
    def named(self) -> Sequence[tuple[int, int, Entry]]:
        """Entries by name, with its place; a referee speaks for nobody else."""
        named = self.library.named_in(self.reading.words)
        referees = [name for name in named if name[2].kind == Kind.REFERENCE]
        return referees or named

    def named_within(self, span: Span) -> list[Entry]:
        return [e for start, _, e in self.named if span.start <= start < span.end]

    def content(self, span: Span, entries: Sequence[Entry] = ()) -> list[Word]:
        """The words that need evidence; the names of ``entries`` are their own."""
        taken = [name for name in self.named if name[2] in entries]
        return [
            word
            for word in self.reading.plain_words
            if span.start <= word.start < span.end
            and not word.is_neutral
            and not self._is_vague_time(word)
            and word.exact not in _QUANTIFIERS
            and word.exact not in self.library.people
            and word.start not in self.excused
            and not any(start <= word.start < end for start, end, _ in taken)
        ]

    def _is_vague_time(self, word: Word) -> bool:
        """Whether it is as in "a few months later", not as in "3 a week"."""
        if word.exact.rstrip("s") not in TIMES:
            return False
        before = self.reading.text[: word.start].rstrip().rpartition(" ")[2]
        return before.lower() not in _BEFORE_RATES

    def clauses(self) -> Iterator[Clause]:
        """An opening like "In June 2019," goes with what follows."""
        opening: Clause | None = None
        clauses = find_clauses(self.reading)
        for at, clause in enumerate(clauses):
            if opening:
                clause = clause.opened_by(opening)
                opening = None
            is_last = at + 1 == len(clauses)
            if is_last or self.named_within(clause) or self.content(clause):
                yield clause
            else:
                opening = clause
