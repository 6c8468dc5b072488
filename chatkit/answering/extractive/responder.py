"""A question to an answer: parse it, take the first step that answers, stream it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime

from chatkit.answering.base import TurnInput
from chatkit.answering.career.roles import answer_role
from chatkit.answering.career.spans import answer_measured
from chatkit.answering.extractive.case import Case, Step
from chatkit.answering.extractive.compose import Answer, Claim, Composer
from chatkit.answering.extractive.follow_ups import answer_follow_up
from chatkit.answering.extractive.parts import answer_each, brief
from chatkit.answering.extractive.prepared import prepared
from chatkit.answering.extractive.readings import best_reading
from chatkit.answering.extractive.talk import answer_nothing, answer_talk
from chatkit.answering.facts.index import Index
from chatkit.answering.fit.answer import FitAnswer, compare_job_description
from chatkit.answering.fit.widget import widget_event
from chatkit.answering.language.detection import detect, own_sentence
from chatkit.answering.language.lexicon import CODES, DEFAULT, language
from chatkit.answering.message import stream_message
from chatkit.answering.owner.answers import (
    answer_same_question,
    answer_unsaid,
)
from chatkit.answering.owner.words import NOTHING, OwnWords
from chatkit.answering.passages import Passage
from chatkit.answering.questions.conversation import Exchange, complete
from chatkit.answering.questions.question import Question, parse_question
from chatkit.answering.questions.split import split_questions
from chatkit.answering.text.markdown import escape_markdown
from chatkit.api import messages
from chatkit.types import (
    AssistantMessageItem,
    EntitySource,
    NoticeEvent,
    ThreadItem,
    ThreadStreamEvent,
    UserMessageItem,
)

REMEMBERED = 12  # items of the thread
LONG_MESSAGE = 60  # characters, from which on it may be a job description


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
        history = await load_history(turn)
        # In a thread: a large résumé takes tenths of a second to index.
        composed = await asyncio.to_thread(
            answer,
            turn.question,
            turn.passages,
            turn.attached_text,
            history=history,
            own_words=turn.context.config.own_words,
            pronoun=turn.context.config.pronoun,
        )
        async for event in _show(turn, composed):
            yield event


async def fit_sheet(turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
    """The fit sheet if the turn is about a job description; nothing for other turns.

    A model's turn begins with it: verdicts come from rules alone, and cost nothing.
    """
    if len(turn.question) < LONG_MESSAGE and not turn.attached_text:
        return
    composed = await asyncio.to_thread(
        answer,
        turn.question,
        turn.passages,
        turn.attached_text,
        steps=STEPS[:1],
    )
    if isinstance(composed, FitAnswer):
        async for event in _show(turn, composed):
            yield event


async def _show(turn: TurnInput, composed: Answer) -> AsyncIterator[ThreadStreamEvent]:
    turn.report.answered_by = "embedded"
    turn.report.found = composed.found
    async for event in stream_message(turn, pieces(composed.claims)):
        yield event
    if isinstance(composed, FitAnswer):
        yield await widget_event(turn, composed)


async def load_history(turn: TurnInput) -> list[Exchange]:
    """The exchanges before this question, oldest first."""
    page = await turn.store.load_thread_items(
        turn.thread.id, None, REMEMBERED, "desc", turn.context
    )
    return exchanges(page.data[::-1], turn.question)


def exchanges(items: Sequence[ThreadItem], question: str) -> list[Exchange]:
    """Questions with what their answers cited; the last may be the one now asked."""
    found: list[Exchange] = []
    for item in items:
        if isinstance(item, UserMessageItem):
            text = "\n".join(part.text for part in item.content)
            found.append(Exchange(text, ()))
        elif isinstance(item, AssistantMessageItem) and found:
            cited = tuple(
                annotation.source.id
                for part in item.content
                for annotation in part.annotations
                if isinstance(annotation.source, EntitySource)
            )
            found[-1] = Exchange(found[-1].question, (*found[-1].cited, *cited))
    if found and not found[-1].cited and found[-1].question == question:
        found.pop()
    return found


async def pieces(claims: Sequence[Claim]) -> AsyncIterator[str | Passage]:
    previous: Claim | None = None
    for claim in claims:
        yield separator(previous, claim) + escape_markdown(claim.text)
        for passage in claim.passages:
            yield passage
        previous = claim


def separator(previous: Claim | None, claim: Claim) -> str:
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
    history: Sequence[Exchange] = (),
    today: date | None = None,
    own_words: OwnWords = NOTHING,
    pronoun: str = "",
    steps: Sequence[Step] = (),
    asked_in: str = "",
) -> Answer:
    """Answer from the passages, or say that they don't.

    ``attached`` is the text of the visitor's files. ``history`` are the exchanges
    before, oldest first. What is current lasts until ``today``. ``own_words`` are what
    the owner adds; their passages are among ``passages``. ``asked_in`` is the language
    of the question, where that is known.
    """
    today = today or datetime.now(UTC).date()
    career, index, usual, of_owner = prepared(passages, own_words, today)
    code = asked_in or language_asked(question, history, index, usual)
    asked = language(code if code in CODES else DEFAULT)
    composer = Composer(career, asked, pronoun, same_language=asked.code == usual)
    if not passages:
        return Answer((Claim(composer.say("empty")),), False)
    if code not in CODES:
        own = own_sentence(code)
        claims = [Claim(composer.say("foreign")), *([Claim(own)] if own else [])]
        return Answer(tuple(claims), False)

    def parse(text: str) -> Question:
        said = detect(text[:1000], index.names, asked.code)
        said_in = language(said) if said in CODES else asked
        return parse_question(text, said_in, career, index)

    order = (*(steps or STEPS), answer_nothing)

    def answer_one(text: str, before: Sequence[Exchange]) -> Answer:
        parsed = parse_question(text, asked, career, index)
        parsed = complete(parsed, before, career, parse)
        case = Case(parsed, career, index, composer, of_owner, attached)
        given = next(found for step in order if (found := step(case)))
        if isinstance(given, FitAnswer):
            return given
        return brief(given if given.found else answer_unsaid(case, given))

    parts = (question,) if attached else split_questions(question, asked, parse)
    return composer.framed(answer_each(parts, history, answer_one))


def language_asked(
    question: str, history: Sequence[Exchange], index: Index, usual: str
) -> str:
    for exchange in history[-REMEMBERED:]:
        usual = detect(exchange.question[:1000], index.names, usual)
    usual = usual if usual in CODES else DEFAULT
    return detect(question[:1000], index.names, usual)


STEPS: tuple[Step, ...] = (
    compare_job_description,
    answer_same_question,
    answer_talk,
    answer_follow_up,
    answer_measured,
    answer_role,
    best_reading,
)
