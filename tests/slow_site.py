"""The site with an answerer that takes as long as the question says.

``python -m gunicorn tests.slow_site:application``: "4 seconds" is answered with forty
words in four seconds, whatever else stands in the question.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import datetime

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


def words(seconds: float) -> str:
    """The whole answer of a question that takes so long."""
    return "".join(f"word{number} " for number in range(round(seconds * PER_SECOND)))


async def respond(_: object, turn: Turn) -> AsyncIterator[ThreadStreamEvent]:
    asked = re.search(r"([\d.]+) seconds", turn.question)
    answer = words(float(asked[1]) if asked else 0.2)
    message = AssistantMessageItem(
        id=turn.item_id,
        thread_id=turn.thread.id,
        created_at=datetime.now(),
        content=[],
    )
    turn.report.answered_by = "slow"
    yield ThreadItemAddedEvent(item=message)
    for word in answer.split():
        await asyncio.sleep(1 / PER_SECOND)
        yield ThreadItemUpdatedEvent(
            item_id=message.id,
            update=AssistantMessageContentPartTextDelta(
                content_index=0, delta=f"{word} "
            ),
        )
    part = AssistantMessageContent(text=answer, annotations=[])
    yield ThreadItemDoneEvent(item=message.model_copy(update={"content": [part]}))


EmbeddedResponder.respond = respond  # type: ignore[method-assign, assignment]
