"""Decide which kind of answer is honest, most particular first.

Each step answers or leaves it to the next: small talk, another language, a job
description, what résumés seldom say, dates, terms to look up, topics.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from chatkit.answering.extractive import compose
from chatkit.answering.extractive.compose import Answer, Claim
from chatkit.answering.extractive.dates import answer_from_dates
from chatkit.answering.extractive.index import Index
from chatkit.answering.extractive.intents import TOPICS, Topic, UnanswerableTopic
from chatkit.answering.extractive.job_fit import compare_job_description
from chatkit.answering.extractive.question import Case, parse_question
from chatkit.answering.extractive.retrieval import answer_from_terms
from chatkit.answering.passages import ABOUT_THE_PERSON, Kind, Passage
from chatkit.answering.text.tokens import stems, tokenize


def answer(
    question: str,
    passages: Sequence[Passage],
    attached: str = "",
    *,
    this_year: int | None = None,
) -> Answer:
    """Quote the passages that answer, or say that the résumé does not.

    ``attached`` is the text of the visitor's files. ``this_year`` is the end of what
    goes on until today; by default the clock's.
    """
    if not passages:
        return Answer((Claim("There is no résumé to quote from yet."),), False)
    index = Index(passages)
    person = next((p.title for p in passages if p.kind == Kind.PERSON), "")
    parsed = parse_question(question, person, index)
    year = this_year or datetime.now(UTC).year
    case = Case(parsed, passages, index, year, attached)
    for step in STEPS:
        if found := step(case):
            return found
    return _refusal(case, "I did not find a question about the résumé in that.")


def _refusal(case: Case, text: str) -> Answer:
    return Answer((Claim(text), compose.offers(case.passages)), False)


def _small_talk(case: Case) -> Answer | None:
    for small_talk in case.question.small_talk:
        if not (small_talk.alone and case.question.asks):
            claims = (Claim(small_talk.reply), compose.offers(case.passages))
            return Answer(claims[: 1 + small_talk.offers], small_talk.answered)
    return None


def _foreign(case: Case) -> Answer | None:
    if not case.question.foreign:
        return None
    return _refusal(case, "So far I understand questions in English only.")


def _unanswerable(case: Case) -> Answer | None:
    topics = [t for t in case.question.unanswerable if not _is_work(t, case)]
    if not topics:
        return None
    claims: list[Claim] = []
    found = False
    for topic in topics:
        said = _said(topic, case.passages)
        found = found or bool(said)
        sought = [(word,) for phrase in topic.evidence for word in tokenize(phrase)]
        for passage in said[:3]:
            claims.append(compose.sentence("The résumé says:", passage, sought))
        if not said:
            text = f"The résumé does not say anything about {topic.label}."
            claims.append(Claim(text))
    if not found:
        claims.append(compose.offers(case.passages))
    return Answer(tuple(claims), found)


def _is_work(topic: UnanswerableTopic, case: Case) -> bool:
    terms = case.question.terms
    hits = case.index.search(terms) if topic.may_be_work else []
    return bool(hits) and len(hits[0].covered) == len(terms)


def _said(topic: UnanswerableTopic, passages: Sequence[Passage]) -> list[Passage]:
    phrases = [stems(phrase) for phrase in topic.evidence]
    return [
        passage
        for passage in passages
        if topic.anywhere or passage.kind in ABOUT_THE_PERSON
        if any(phrase in stems(passage.text) for phrase in phrases)
    ]


def _terms(case: Case) -> Answer | None:
    question = case.question
    if not question.terms or len(question.strong) > 1:
        return None
    hinted = () if question.beyond_hints else question.hinted
    topics = (*question.strong, *hinted, *question.weak)
    return answer_from_terms(case, next(iter(topics), None))


def _topics(case: Case) -> Answer | None:
    question = case.question
    topics = question.strong or question.weak[:1]
    if not topics and question.names_person:
        topics = (TOPICS["portrait"],)
    if not topics:
        return None
    answers = [_topic(topic, case) for topic in topics[:3]]
    claims = [claim for one in answers for claim in one.claims]
    found = any(one.found for one in answers)
    if not any(claim.passages for claim in claims):
        claims.append(compose.offers(case.passages))
    return Answer(tuple(claims), found)


def _topic(topic: Topic, case: Case) -> Answer:
    if passages := topic.select(case.passages):
        return Answer(compose.about_topic(topic, passages), True)
    claims = [Claim(f"The résumé does not give {topic.label}.")]
    instead = TOPICS.get(topic.instead)
    if instead and (passages := instead.select(case.passages)):
        claims += compose.about_topic(instead, passages)
    return Answer(tuple(claims), False)


STEPS: tuple[Callable[[Case], Answer | None], ...] = (
    _small_talk,
    _foreign,
    compare_job_description,
    _unanswerable,
    answer_from_dates,
    _terms,
    _topics,
)
