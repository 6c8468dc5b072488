"""The extractive answerer in place of a model or an agent that can't answer."""

from collections.abc import AsyncIterator

from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.responder import ExtractiveResponder
from chatkit.api import messages
from chatkit.types import NoticeEvent, ThreadStreamEvent


class FallbackResponder:
    """``reason`` is recorded for the owner; the visitor sees a notice."""

    def __init__(self, reason: str) -> None:
        self._reason = reason

    async def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        turn.report.fallback = self._reason
        yield NoticeEvent(level="info", message=messages.FALLBACK_NOTICE)
        async for event in ExtractiveResponder().respond(turn):
            yield event
