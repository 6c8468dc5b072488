"""What another résumé of the same person says, where the one that is read does not."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from chatkit import database
from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.compose import Claim, Composer
from chatkit.answering.extractive.prepared import prepared
from chatkit.answering.extractive.responder import answer, language_asked, pieces
from chatkit.answering.facts.index import CONCEPT, INFLECTED, NAMED, Index
from chatkit.answering.facts.terms import Term
from chatkit.answering.fit.answer import FitAnswer
from chatkit.answering.language.lexicon import language
from chatkit.answering.message import stream_message
from chatkit.answering.owner.words import NOTHING
from chatkit.answering.passages import Passage, of_others
from chatkit.answering.questions.question import Question, parse_question
from chatkit.types import ThreadStreamEvent


async def answer_elsewhere(
    turn: TurnInput, item_id: str
) -> AsyncIterator[ThreadStreamEvent]:
    """A second message, after one that found nothing; none if no other has it."""
    try:
        others = await database.run(of_others, turn.context.resume)
    except database.DATABASE_ERRORS:
        return  # the answer that was given stands
    if others and (claims := await asyncio.to_thread(_find, turn, others)):
        async for event in stream_message(
            replace(turn, item_id=item_id), pieces(claims)
        ):
            yield event


def _find(
    turn: TurnInput, others: Sequence[tuple[str, Sequence[Passage]]]
) -> list[Claim]:
    question, passages, config = turn.question, turn.passages, turn.context.config
    today = datetime.now(UTC).date()
    _, index, usual, _ = prepared(passages, config.own_words, today)
    code = language_asked(question, (), index, usual)
    if answer(question, passages, own_words=config.own_words, asked_in=code).found:
        return []  # a model did not cite it
    found = (_claims(question, code, *one, config.pronoun) for one in others)
    return next(filter(None, found), [])


def _claims(
    question: str, code: str, name: str, passages: Sequence[Passage], pronoun: str
) -> list[Claim]:
    """Beginning with where it is said; empty if it is not, or not in so many words."""
    found = answer(question, passages, pronoun=pronoun, asked_in=code)
    cited = [passage for claim in found.claims for passage in claim.passages]
    if isinstance(found, FitAnswer) or not found.found or not cited:
        return []
    career, index, *_ = prepared(passages, NOTHING, datetime.now(UTC).date())
    asked = language(code)
    if not _is_plain(parse_question(question, asked, career, index), index, cited):
        return []
    composer = Composer(career, asked)
    return [Claim(composer.say("other_resume", resume=name)), *found.claims]


def _is_plain(question: Question, index: Index, cited: Sequence[Passage]) -> bool:
    """Whether these passages have the very words that are asked for.

    What asks on has its sense from the conversation, which is about another résumé.
    """
    if question.continues or question.points_back or question.described:
        return False
    return all(
        any(
            index.quality(term, one, question.language) >= _least(term) for one in cited
        )
        for term in question.core or question.terms
    )


def _least(term: Term) -> float:
    """Languages and places have other names in other languages."""
    is_name = any(concept.startswith(NAMED) for concept in term.concepts)
    return CONCEPT if is_name else INFLECTED
