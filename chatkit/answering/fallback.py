"""The embedded answerer in another's place."""

from collections.abc import AsyncIterator

from chatkit.answering.base import Turn
from chatkit.answering.extractive.responder import EmbeddedResponder
from chatkit.types import NoticeEvent, ThreadStreamEvent

NOTICE = (
    "The assistant could not answer in full; this is a short answer from the résumé."
)


class Instead:
    """Answers what another can't; ``word`` says why, for the owner."""

    def __init__(self, word: str) -> None:
        self.word = word

    async def respond(self, turn: Turn) -> AsyncIterator[ThreadStreamEvent]:
        turn.report.fallback = self.word
        yield NoticeEvent(level="info", message=NOTICE)
        async for event in EmbeddedResponder().respond(turn):
            yield event
