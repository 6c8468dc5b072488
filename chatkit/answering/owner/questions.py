"""The owner's answers, ready to be compared with questions."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from chatkit.answering.facts.index import Index
from chatkit.answering.owner.passages import OwnPassage
from chatkit.answering.owner.words import OwnWords, Policy
from chatkit.answering.passages import Passage
from chatkit.answering.questions.question import Question


@dataclass(frozen=True, slots=True)
class Own:
    """``questions`` are those that a passage answers, by its id; ``index`` has the words
    of both. ``passages`` has the texts of policies too.
    """

    policies: Sequence[Policy]
    passages: Mapping[str, Passage]
    questions: Mapping[str, Sequence[Question]]
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
    return Own(
        words.policies,
        by_id,
        {one.id: [parse(question) for question in one.questions] for one in answers},
        Index(searched, codes),
    )
