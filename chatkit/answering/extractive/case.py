"""A question with everything it is put to."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chatkit.answering.extractive.compose import Answer, Claim, Composer
from chatkit.answering.facts.career import Career, Entry
from chatkit.answering.facts.index import Index
from chatkit.answering.owner.questions import Own
from chatkit.answering.questions.question import Question


@dataclass(frozen=True, slots=True)
class Case:
    question: Question
    career: Career
    index: Index
    composer: Composer
    own: Own
    attached: str = ""

    def has(self, *cues: str) -> bool:
        return self.question.has(*cues)

    def of(self, *kinds: str) -> list[Entry]:
        """What the question is about, of these kinds."""
        return [entry for entry in self.question.entries if entry.kind in kinds]

    @property
    def dated(self) -> list[Entry]:
        """What the question is about and when it was is known."""
        return [e for e in self.question.entries if self.career.interval(e)]


Step = Callable[[Case], Answer | None]


def with_details(
    claims: Sequence[Claim], more: Sequence[Claim], budget: int = 400
) -> tuple[Claim, ...]:
    """``claims`` and as many more as stay brief."""
    kept = list(claims)
    for claim in more:
        if sum(len(one.text) + 1 for one in (*kept, claim)) > budget:
            continue
        kept.append(claim)
    return tuple(kept)
