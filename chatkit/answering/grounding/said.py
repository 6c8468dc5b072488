"""A sentence with what is known of it before any evidence is looked at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from chatkit.answering.grounding.library import Entry, Library, Statement
from chatkit.answering.grounding.vocabulary import CLAIMS
from chatkit.answering.parsing.clauses import Clause, find_clauses
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading, Word
from chatkit.answering.passages import Kind

# A contradiction, no evidence of a fact, an unknown name, too little support.
REFUTED, HARD, NAME, SOFT = 20, 10, 5, 1


@dataclass(slots=True)
class Verdict:
    """``weight`` is 0 where nothing speaks against it; ``used`` are the statements it
    rests on, ``support`` the share of its words that they have. ``effort`` grows with
    the time that it took, and with nothing else.
    """

    weight: int = 0
    hardest: int = 0
    support: float = 0.0
    reasons: list[str] = field(default_factory=list)
    used: list[Statement] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    effort: int = 0

    def object(self, weight: int, reason: str) -> None:
        self.weight += weight
        self.hardest = max(self.hardest, weight)
        if reason not in self.reasons:
            self.reasons.append(reason)

    @property
    def is_undecided(self) -> bool:
        """Whether words are all that it lacks: nothing in it is refuted."""
        return 0 < self.hardest <= SOFT

    def use(self, statement: Statement) -> None:
        if statement not in self.used:
            self.used.append(statement)


TIMES = frozenset({"second", "minute", "hour", "day", "week", "month"})
_BEFORE_RATES = frozenset({"a", "an", "per", "every", "each", "within", "the", "one"})
_QUANTIFIERS = CLAIMS["all"] | CLAIMS["alone"]


@dataclass(frozen=True)
class Said:
    """``excused`` are the places of words that need no evidence, such as the visitor's.

    ``contacts`` counts the published addresses in it; ``marked`` are its marks.
    """

    reading: Reading
    library: Library
    excused: frozenset[int] = frozenset()
    contacts: int = 0
    marked: frozenset[int] = frozenset()

    @property
    def is_foreign(self) -> bool:
        """Whether it is in another language than the résumé."""
        return self.reading.code != self.library.code

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
            and not self._is_idle(word)
            and not self._is_vague_time(word)
            and word.exact not in _QUANTIFIERS
            and word.exact not in self.library.people
            and word.start not in self.excused
            and not any(start <= word.start < end for start, end, _ in taken)
        ]

    @staticmethod
    def _is_idle(word: Word) -> bool:
        is_deed = word.exact in CLAIMS["credentials"] and not word.is_function
        return word.is_neutral and not is_deed

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
