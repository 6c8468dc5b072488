"""What the checks found against a sentence, and which statements it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field

from chatkit.answering.grounding.library import Entry, Statement

HARD, NAME, SOFT = 10, 5, 1  # a contradiction, an unknown name, an unknown word


@dataclass(slots=True)
class Verdict:
    """``weight`` is 0 where all has evidence; ``used`` are the statements that have it.

    ``hardest`` is the heaviest of its objections; ``effort`` grows with the time that it
    took, and with nothing else.
    """

    weight: int = 0
    hardest: int = 0
    supported: int = 0
    unknown: int = 0
    reasons: list[str] = field(default_factory=list)
    used: list[Statement] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    effort: int = 0

    def object(self, weight: int, reason: str) -> None:
        self.weight += weight
        self.hardest = max(self.hardest, weight)
        self.reasons.append(reason)

    @property
    def is_undecided(self) -> bool:
        """Whether words are all that it lacks: nothing in it is refuted."""
        return 0 < self.hardest <= SOFT

    def support(self, statement: Statement) -> None:
        self.supported += 1
        self.used.append(statement)

    def add(self, other: Verdict) -> None:
        self.weight += other.weight
        self.hardest = max(self.hardest, other.hardest)
        self.supported += other.supported
        self.unknown += other.unknown
        self.effort += other.effort
        self.reasons += other.reasons
        self.used += [s for s in other.used if s not in self.used]
        self.entries += [e for e in other.entries if e not in self.entries]
