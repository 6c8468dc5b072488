"""Decide which kind of answer is honest, most particular first, and stream it.

Each step answers or leaves it to the next: small talk, another language, a job
description, what résumés seldom say, dates, terms to look up, topics.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime

from chatkit.answering.base import TurnInput
from chatkit.answering.extractive import compose
from chatkit.answering.extractive.compose import Answer, Claim
from chatkit.answering.extractive.dates import answer_from_dates
from chatkit.answering.extractive.index import Index
from chatkit.answering.extractive.intents import TOPICS, Topic, UnanswerableTopic
from chatkit.answering.extractive.job_fit import compare_job_description
from chatkit.answering.extractive.question import Case, parse_question
from chatkit.answering.extractive.retrieval import answer_from_terms
from chatkit.answering.message import stream_message
from chatkit.answering.passages import ABOUT_THE_PERSON, Kind, Passage
from chatkit.answering.text.tokens import stems, tokenize
from chatkit.api import messages
from chatkit.types import NoticeEvent, ThreadStreamEvent

PAUSE = 0.02  # seconds between pieces
#: Signs in quoted words that would be read as Markdown; addresses stay whole.
SIGNS = re.compile(
    r"https?://\S+"
    r"|[*`]|\\(?=[!-/:-@\[-`{-~])|\[(?=[^\]]+\][(\[:])|<(?=[a-z/!])|~(?=~)|&(?=#?\w+;)"
    r"|(?<!\w)_|_(?!\w)"  # within a word it is none
    r"|^[#>+|=-]",
    re.IGNORECASE | re.MULTILINE,
)
NUMBER = re.compile(r"^(\d{1,9})([.)])(?=\s)", re.MULTILINE)
PIECE = re.compile(r"(?:\S+\s*){1,3}|\s+")


class ExtractiveResponder:
    """Quotes the passages that fit the question best; needs no network and no key.

    ``fallback`` is why it stands in for a model or an agent, or "". The visitor is told
    that it does, the owner also why.
    """

    def __init__(self, fallback: str = "") -> None:
        self._fallback = fallback

    async def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        if self._fallback:
            turn.report.fallback = self._fallback
            yield NoticeEvent(level="info", message=messages.FALLBACK_NOTICE)
        # In a thread: a long question takes tens of milliseconds of ranking.
        composed = await asyncio.to_thread(
            answer, turn.question, turn.passages, turn.attached_text
        )
        turn.report.answered_by = "embedded"
        turn.report.found = composed.found
        async for event in stream_message(turn, _pieces(composed.claims)):
            yield event


async def _pieces(claims: Sequence[Claim]) -> AsyncIterator[str | Passage]:
    previous: Claim | None = None
    for claim in claims:
        text = _separator(previous, claim) + escape_markdown(claim.text)
        for piece in PIECE.findall(text):
            yield piece
            await asyncio.sleep(PAUSE)
        for passage in claim.passages:
            yield passage
        previous = claim


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it is."""
    escaped = SIGNS.sub(
        lambda found: found[0] if len(found[0]) > 1 else f"\\{found[0]}", text
    )
    return NUMBER.sub(r"\1\\\2", escaped)


def _separator(previous: Claim | None, claim: Claim) -> str:
    if claim.bullet:
        return "\n- " if previous else "- "
    if previous is None:
        return ""
    return "\n\n" if previous.bullet else " "


def answer(
    question: str,
    passages: Sequence[Passage],
    attached: str = "",
    *,
    this_year: int | None = None,
) -> Answer:
    """Quote the passages that answer, or say that the résumé does not.

    ``attached`` is the text of the visitor's files. What is current lasts until
    ``this_year``, by default the clock's.
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


def _job_fit(case: Case) -> Answer | None:
    if case.attached or case.question.is_long:
        return compare_job_description(case)
    return None


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


def _dates(case: Case) -> Answer | None:
    return answer_from_dates(case) if case.question.names_time else None


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
    _job_fit,
    _unanswerable,
    _dates,
    _terms,
    _topics,
)
