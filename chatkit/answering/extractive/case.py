"""A question with everything it is put to."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from chatkit.answering.extractive.compose import Answer, Claim, Composer
from chatkit.answering.facts.career import Career, Entry
from chatkit.answering.facts.index import Index
from chatkit.answering.facts.terms import Hit, Term, covers
from chatkit.answering.language.lexicon import Language
from chatkit.answering.owner.questions import Own
from chatkit.answering.passages import Passage
from chatkit.answering.questions.kinds import CUES
from chatkit.answering.questions.question import Question

Scope = Set[str] | None


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
    def known(self) -> list[Language]:
        """The languages of the question and of the résumé."""
        return [*dict.fromkeys((self.question.language, *self.index.languages))]

    @property
    def kinds(self) -> list[str]:
        """The kinds of passages that are asked for."""
        return list(dict.fromkeys(kind for cue, kind in CUES.items() if self.has(cue)))

    @property
    def dated(self) -> list[Entry]:
        """What the question is about and when it was is known."""
        return [e for e in self.question.entries if self.career.interval(e)]

    @property
    def beyond(self) -> list[Term]:
        """The terms that don't say which entry is meant."""
        question = self.question
        places = {at for m in question.mentions if m.described for at in m.places}
        words = {question.words[at].fold for at in places}
        return [term for term in question.terms if not words & set(term.folds)]

    def search(self, terms: Sequence[Term], scope: Scope = None) -> list[Hit]:
        return self.index.search(terms, self.question.language, scope)

    def holding(self, terms: Sequence[Term], scope: Scope = None) -> list[Passage]:
        """The passages that hold all of it."""
        hits = self.search(terms, scope)
        return [hit.passage for hit in hits if covers([hit], terms) == 1]

    def words_of(self, terms: Sequence[Term]) -> list[str]:
        return [word for term in terms for word in self.index.words_of(term)]


Step = Callable[[Case], Answer | None]


def with_details(
    claims: Sequence[Claim], more: Sequence[Claim], budget: int = 400
) -> tuple[Claim, ...]:
    """``claims`` and as many more as stay brief."""
    kept = list(claims)
    for claim in more:
        if sum(len(one.text) + 1 for one in (*kept, claim)) <= budget:
            kept.append(claim)
    return tuple(kept)
