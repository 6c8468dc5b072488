"""The turn that both servers of ``bench/chat.py`` stream, event for event.

The question says how many milliseconds lie between two deltas.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime

from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
)

EVENTS = 66  # with the three that the SDK sends before the answer
DELTAS = EVENTS - 7
WORDS = "a few words of an answer "


async def answer(
    thread_id: str, item_id: str, question: str
) -> AsyncIterator[ThreadStreamEvent]:
    """One assistant message, from ``thread.item.added`` to ``thread.item.done``."""
    pause = int(question) / 1000
    message = AssistantMessageItem(
        id=item_id, thread_id=thread_id, created_at=datetime.now(), content=[]
    )
    yield ThreadItemAddedEvent(item=message)
    part = AssistantMessageContent(text="", annotations=[])
    added = AssistantMessageContentPartAdded(content_index=0, content=part)
    yield ThreadItemUpdatedEvent(item_id=item_id, update=added)
    for _ in range(DELTAS):
        delta = AssistantMessageContentPartTextDelta(content_index=0, delta=WORDS)
        yield ThreadItemUpdatedEvent(item_id=item_id, update=delta)
        await asyncio.sleep(pause)
    part = AssistantMessageContent(text=WORDS * DELTAS, annotations=[])
    done = AssistantMessageContentPartDone(content_index=0, content=part)
    yield ThreadItemUpdatedEvent(item_id=item_id, update=done)
    yield ThreadItemDoneEvent(item=message.model_copy(update={"content": [part]}))
