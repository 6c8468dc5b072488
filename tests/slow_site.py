"""The site with an answerer that takes as long as the question says.

"4 seconds" is answered with forty words in four seconds, "until /a/file" with words
until that file is there.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

from resume_site.asgi import application

# isort: split
# These need Django set up.
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
)

from chatkit.selfhosted.responders.base import Turn
from chatkit.selfhosted.responders.embedded.responder import EmbeddedResponder

__all__ = ["application"]

PER_SECOND = 10


async def words(question: str) -> AsyncIterator[str]:
    """The answer's words in their time."""
    if until := re.search(r"until (\S+)", question):
        while not Path(until[1]).exists():  # noqa: ASYNC240 -- a test
            yield "word "
            await asyncio.sleep(0.5)
    elif seconds := re.search(r"([\d.]+) seconds", question):
        for number in range(round(float(seconds[1]) * PER_SECOND)):
            await asyncio.sleep(1 / PER_SECOND)
            yield f"word{number} "
    yield "end"


async def respond(_: object, turn: Turn) -> AsyncIterator[ThreadStreamEvent]:
    message = AssistantMessageItem(
        id=turn.item_id,
        thread_id=turn.thread.id,
        created_at=datetime.now(),
        content=[],
    )
    turn.report.answered_by = "slow"
    yield ThreadItemAddedEvent(item=message)
    answer = ""
    async for word in words(turn.question):
        answer += word
        delta = AssistantMessageContentPartTextDelta(content_index=0, delta=word)
        yield ThreadItemUpdatedEvent(item_id=message.id, update=delta)
    part = AssistantMessageContent(text=answer, annotations=[])
    yield ThreadItemDoneEvent(item=message.model_copy(update={"content": [part]}))


EmbeddedResponder.respond = respond  # type: ignore[method-assign, assignment]
