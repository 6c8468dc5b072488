"""The owner's answers, ready to be compared with questions."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from chatkit.answering.facts.index import Index
from chatkit.answering.facts.terms import Term
from chatkit.answering.owner.passages import OwnPassage
from chatkit.answering.owner.words import OwnWords, Policy
from chatkit.answering.passages import Passage
from chatkit.answering.questions.question import Question

#: Cues that only say how something is asked.
FORM = frozenset(
    ["who", "where", "when", "since", "until", "how_long", "how_many", "how_much"]
    + ["why", "how", "what", "list", "another", "tell", "now", "still", "both"]
)

Signature = tuple[object, ...] | None


@dataclass(frozen=True, slots=True)
class Own:
    """``questions`` are those that a passage answers, by its id; ``index`` has the words
    of both. ``passages`` has the texts of policies too; ``by_signature`` finds the
    answer to the same question.
    """

    policies: Sequence[Policy]
    passages: Mapping[str, Passage]
    questions: Mapping[str, Sequence[Question]]
    by_signature: Mapping[Signature, str]
    index: Index


def prepare(
    passages: Sequence[OwnPassage],
    words: OwnWords,
    codes: Collection[str],
    parse: Callable[[str], Question],
) -> Own:
    by_id = {passage.id: passage for passage in passages}
    answers = [answer for answer in words.answers if answer.id in by_id]
    searched = [
        replace(by_id[one.id], text=" ".join((*one.questions, one.text)))
        for one in answers
    ]
    questions = {one.id: [parse(text) for text in one.questions] for one in answers}
    return Own(
        words.policies,
        by_id,
        questions,
        {
            key: id_
            for id_, asked in questions.items()
            for key in map(signature, asked)
            if key
        },
        Index(searched, codes),
    )


def signature(question: Question) -> Signature:
    """The same for the same question in other words or another language."""
    cues = frozenset(question.cues)
    entries = frozenset(entry.id for entry in question.entries)
    terms = frozenset(map(_term, question.core))
    if not (cues - FORM or entries or terms):
        return None
    return cues, entries, terms, question.period, question.yes_no


def _term(term: Term) -> object:
    return term.concepts or term.folds
