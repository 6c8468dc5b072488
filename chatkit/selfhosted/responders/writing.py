"""Stream a composed answer as one assistant message, a few words at a time."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime

from chatkit.passages import Passage
from chatkit.selfhosted.responders.answer import Answer, Claim
from chatkit.selfhosted.responders.base import Turn
from chatkit.types import (
    Annotation,
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartAnnotationAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    EntitySource,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
)

PAUSE = 0.02  # seconds between pieces: text that is read as it grows
PIECE = re.compile(r"(?:\S+\s*){1,3}|\s+")


async def write(turn: Turn, answer: Answer) -> AsyncIterator[ThreadStreamEvent]:
    """The message from ``thread.item.added`` to ``thread.item.done``."""
    message = AssistantMessageItem(
        id=turn.item_id,
        thread_id=turn.thread.id,
        created_at=datetime.now(),  # naive, as the SDK's own items are
        content=[],
    )
    text = ""
    citations: list[Annotation] = []
    previous: Claim | None = None
    yield ThreadItemAddedEvent(item=message)
    # The SDK goes on writing into this part: it has to be one of its own.
    part = AssistantMessageContent(text="", annotations=[])
    yield _updated(
        turn, AssistantMessageContentPartAdded(content_index=0, content=part)
    )
    for claim in answer.claims:
        for piece in PIECE.findall(_separator(previous, claim) + claim.text):
            text += piece
            yield _updated(
                turn,
                AssistantMessageContentPartTextDelta(content_index=0, delta=piece),
            )
            await asyncio.sleep(PAUSE)
        for citation in _citations(claim, text):
            yield _updated(
                turn,
                AssistantMessageContentPartAnnotationAdded(
                    content_index=0,
                    annotation_index=len(citations),
                    annotation=citation,
                ),
            )
            citations.append(citation)
        previous = claim
    part = AssistantMessageContent(text=text, annotations=citations)
    yield _updated(turn, AssistantMessageContentPartDone(content_index=0, content=part))
    yield ThreadItemDoneEvent(item=message.model_copy(update={"content": [part]}))


def _updated(
    turn: Turn,
    update: AssistantMessageContentPartAdded
    | AssistantMessageContentPartTextDelta
    | AssistantMessageContentPartAnnotationAdded
    | AssistantMessageContentPartDone,
) -> ThreadItemUpdatedEvent:
    return ThreadItemUpdatedEvent(item_id=turn.item_id, update=update)


def _separator(previous: Claim | None, claim: Claim) -> str:
    """The Markdown between two claims."""
    if claim.bullet:
        return "\n- " if previous else "- "
    if previous is None:
        return ""
    return "\n\n" if previous.bullet else " "


def _citations(claim: Claim, text: str) -> Iterator[Annotation]:
    """One entity per quoted passage, at the end of the text so far."""
    for passage in claim.passages:
        yield Annotation(source=_entity(passage), index=_utf16_length(text))


def _entity(passage: Passage) -> EntitySource:
    return EntitySource(
        id=passage.id,
        title=passage.title,
        label=passage.title,
        interactive=True,
        data={"url": passage.url, "section": passage.section},
    )


def _utf16_length(text: str) -> int:
    """Length as JavaScript counts it, where the index is used."""
    return len(text.encode("utf-16-le")) // 2
