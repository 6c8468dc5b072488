"""The embedded answerer as a Responder: no network, no key."""

import asyncio
from collections.abc import AsyncIterator

from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.answerer import answer
from chatkit.answering.extractive.writer import write
from chatkit.types import ThreadStreamEvent


class ExtractiveResponder:
    """Quotes the passages that fit the question best, or says there are none."""

    async def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        # In a thread: a long question takes tens of milliseconds of ranking.
        composed = await asyncio.to_thread(
            answer, turn.question, turn.passages, turn.attached_text
        )
        turn.report.answered_by = "embedded"
        turn.report.found = composed.found
        async for event in write(turn, composed):
            yield event
