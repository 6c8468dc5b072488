"""The embedded answerer in another's place."""

from collections.abc import AsyncIterator

from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.responder import ExtractiveResponder
from chatkit.types import NoticeEvent, ThreadStreamEvent

NOTICE = (
    "The assistant could not answer in full; this is a short answer from the résumé."
)


class FallbackResponder:
    """Answers what another can't; ``reason`` says why, for the owner."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    async def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        turn.report.fallback = self.reason
        yield NoticeEvent(level="info", message=NOTICE)
        async for event in ExtractiveResponder().respond(turn):
            yield event
