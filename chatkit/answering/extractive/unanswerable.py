"""What résumés seldom say has to be there in so many words to be quoted."""

from collections.abc import Sequence

from chatkit.answering.extractive import compose
from chatkit.answering.extractive.answer import Answer, Claim
from chatkit.answering.extractive.questions import Question
from chatkit.answering.extractive.ranking import Index
from chatkit.answering.extractive.unanswerable_topics import Silence
from chatkit.answering.passages import ABOUT_THE_PERSON, Passage
from chatkit.answering.text.tokens import stems, tokenise


def find(
    question: Question, index: Index, passages: Sequence[Passage]
) -> Answer | None:
    """None where the question touches none of it."""
    silences = [s for s in question.silences if not _is_work(s, question, index)]
    if not silences:
        return None
    claims: list[Claim] = []
    found = False
    for silence in silences:
        said = _said(silence, passages)
        found = found or bool(said)
        sought = [(word,) for cue in silence.evidence for word in tokenise(cue)]
        for passage in said[:3]:
            claims.append(compose.one("The résumé says:", passage, sought))
        if not said:
            text = f"The résumé does not say anything about {silence.label}."
            claims.append(Claim(text))
    if not found:
        claims.append(compose.offers(passages))
    return Answer(tuple(claims), found)


def _is_work(silence: Silence, question: Question, index: Index) -> bool:
    groups = question.groups
    hits = index.search(groups) if silence.may_be_work else []
    return bool(hits) and len(hits[0].covered) == len(groups)


def _said(silence: Silence, passages: Sequence[Passage]) -> list[Passage]:
    phrases = [stems(cue) for cue in silence.evidence]
    return [
        passage
        for passage in passages
        if silence.anywhere or passage.kind in ABOUT_THE_PERSON
        if any(phrase in stems(passage.text) for phrase in phrases)
    ]
