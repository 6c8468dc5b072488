"""Decide which kind of answer is honest, most particular first.

A courtesy, a job that was attached or pasted, what résumés seldom say, years, words to be found, topics:
each step answers or hands on to the next.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from chatkit.answering.extractive import (
    compose,
    dates,
    job_fit,
    retrieval,
    unanswerable,
)
from chatkit.answering.extractive.answer import Answer, Claim
from chatkit.answering.extractive.intents import Topic
from chatkit.answering.extractive.person_intents import PORTRAIT
from chatkit.answering.extractive.questions import Question, read
from chatkit.answering.extractive.ranking import Index
from chatkit.answering.passages import Kind, Passage


@dataclass(frozen=True, slots=True)
class Case:
    """A question, what was attached to it, and the résumé it is put to."""

    question: Question
    passages: Sequence[Passage]
    index: Index
    this_year: int
    attached: str


def answer(
    question: str,
    passages: Sequence[Passage],
    attached: str = "",
    *,
    this_year: int | None = None,
) -> Answer:
    """Quote the passages that answer, or say that the résumé does not.

    ``attached`` is what the visitor's files say. ``this_year`` bounds what goes on until today; by default the clock's.
    """
    if not passages:
        return Answer((Claim("There is no résumé to quote from yet."),), False)
    index = Index(passages)
    asked = read(question, _person(passages), index.words())
    year = this_year or datetime.now(UTC).year
    case = Case(asked, passages, index, year, attached)
    for step in STEPS:
        if found := step(case):
            return found
    return _refusal(case, "I did not find a question about the résumé in that.")


def _person(passages: Sequence[Passage]) -> str:
    return next((p.title for p in passages if p.kind == Kind.PERSON), "")


def _refusal(case: Case, text: str) -> Answer:
    return Answer((Claim(text), compose.offers(case.passages)), False)


def _asks(question: Question) -> bool:
    topics = question.strong or question.hinted or question.weak
    return bool(topics or question.groups or question.silences or question.years)


def _courtesy(case: Case) -> Answer | None:
    for courtesy in case.question.courtesies:
        if not (courtesy.alone and _asks(case.question)):
            claims = (Claim(courtesy.reply), compose.offers(case.passages))
            return Answer(claims[: 1 + courtesy.offers], courtesy.answered)
    return None


def _foreign(case: Case) -> Answer | None:
    if not case.question.foreign:
        return None
    return _refusal(case, "So far I understand questions in English only.")


def _attached(case: Case) -> Answer | None:
    text = case.question.text
    if job_fit.refers(text, case.attached):
        return job_fit.find(case.attached, case.index, case.passages)
    if job_fit.is_pasted(text):
        return job_fit.find(text, case.index, case.passages, came="pasted")
    return None


def _silence(case: Case) -> Answer | None:
    return unanswerable.find(case.question, case.index, case.passages)


def _time(case: Case) -> Answer | None:
    return dates.find(case.question, case.index, case.passages, case.this_year)


def _words(case: Case) -> Answer | None:
    asked = case.question
    if not asked.groups or len(asked.strong) > 1:
        return None
    hinted = () if asked.beyond_hints else asked.hinted
    topics = (*asked.strong, *hinted, *asked.weak)
    return retrieval.find(asked, case.index, case.passages, next(iter(topics), None))


def _topics(case: Case) -> Answer | None:
    asked = case.question
    topics = asked.strong or asked.weak[:1]
    if not topics and asked.names_person:
        topics = (PORTRAIT,)
    if not topics:
        return None
    answers = [_topic(topic, case) for topic in topics[:3]]
    claims = [claim for one in answers for claim in one.claims]
    found = any(one.found for one in answers)
    if not any(claim.passages for claim in claims):
        claims.append(compose.offers(case.passages))
    return Answer(tuple(claims), found)


def _topic(topic: Topic, case: Case) -> Answer:
    if passages := topic.pick(case.passages):
        return Answer(compose.topic(topic, passages), True)
    claims = [Claim(f"The résumé does not give {topic.label}.")]
    if topic.instead and (passages := topic.instead.pick(case.passages)):
        claims += compose.topic(topic.instead, passages)
    return Answer(tuple(claims), False)


STEPS: tuple[Callable[[Case], Answer | None], ...] = (
    _courtesy,
    _foreign,
    _attached,
    _silence,
    _time,
    _words,
    _topics,
)
