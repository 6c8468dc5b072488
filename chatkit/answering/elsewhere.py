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
from chatkit.answering.language.lexicon import CODES, DEFAULT, language
from chatkit.answering.message import stream_message
from chatkit.answering.owner.words import NOTHING
from chatkit.answering.passages import Passage, of_others
from chatkit.types import ThreadStreamEvent


async def answer_elsewhere(
    turn: TurnInput, item_id: str
) -> AsyncIterator[ThreadStreamEvent]:
    """A second message, after one that found nothing; none if no other has it."""
    others = await database.run(of_others, turn.context.resume)
    pronoun = turn.context.config.pronoun
    for name, passages in others.items():
        claims = await asyncio.to_thread(
            _claims, turn.question, name, passages, pronoun
        )
        if claims:
            async for event in stream_message(
                replace(turn, item_id=item_id), pieces(claims)
            ):
                yield event
            return


def _claims(
    question: str, name: str, passages: Sequence[Passage], pronoun: str
) -> list[Claim]:
    """Beginning with where it is said; empty if it is not."""
    found = answer(question, passages, pronoun=pronoun)
    if not found.found or not any(claim.passages for claim in found.claims):
        return []
    today = datetime.now(UTC).date()
    career, index, usual, _ = prepared(passages, NOTHING, today)
    code = language_asked(question, (), index, usual)
    composer = Composer(career, language(code if code in CODES else DEFAULT))
    return [Claim(composer.say("other_resume", resume=name)), *found.claims]
