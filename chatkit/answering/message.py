"""The events of one assistant message."""

from collections.abc import AsyncIterator
from datetime import datetime

from chatkit.answering.base import TurnInput
from chatkit.answering.passages import Passage
from chatkit.types import (
    Annotation,
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartAnnotationAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    EntitySource,
    FileSource,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdate,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    URLSource,
)

Source = EntitySource | URLSource | FileSource


async def stream_message(
    turn: TurnInput, parts: AsyncIterator[str | Passage]
) -> AsyncIterator[ThreadStreamEvent]:
    message = Message(turn)
    for event in message.begin():
        yield event
    async for part in parts:
        if isinstance(part, str):
            yield message.write(part)
        else:
            yield message.cite(entity(part))
    for event in message.end():
        yield event


class Message:
    """A message with one part of text; each method returns the events of its change."""

    def __init__(self, turn: TurnInput) -> None:
        self._item = AssistantMessageItem(
            id=turn.item_id,
            thread_id=turn.thread.id,
            created_at=datetime.now(),  # naive, as the SDK's own items are
            content=[],
        )
        self._citations: list[Annotation] = []
        self.text = ""

    def begin(self) -> tuple[ThreadStreamEvent, ThreadStreamEvent]:
        # A part of its own, as the SDK writes into it.
        part = AssistantMessageContent(text="", annotations=[])
        return (
            ThreadItemAddedEvent(item=self._item),
            self._updated(
                AssistantMessageContentPartAdded(content_index=0, content=part)
            ),
        )

    def write(self, piece: str) -> ThreadStreamEvent:
        self.text += piece
        return self._updated(
            AssistantMessageContentPartTextDelta(content_index=0, delta=piece)
        )

    def cite(self, source: Source, at: int | None = None) -> ThreadStreamEvent:
        """``at`` is an offset in ``text``; the default is its end."""
        before = self.text if at is None else self.text[:at]
        citation = Annotation(source=source, index=utf16_length(before))
        self._citations.append(citation)
        return self._updated(
            AssistantMessageContentPartAnnotationAdded(
                content_index=0,
                annotation_index=len(self._citations) - 1,
                annotation=citation,
            )
        )

    def begin_again(self) -> None:
        """Take back what was written; ``end`` gives the visitor what is written next."""
        self.text, self._citations = "", []

    def end(self) -> tuple[ThreadStreamEvent, ThreadStreamEvent]:
        part = AssistantMessageContent(text=self.text, annotations=self._citations)
        done = AssistantMessageContentPartDone(content_index=0, content=part)
        item = self._item.model_copy(update={"content": [part]})
        return self._updated(done), ThreadItemDoneEvent(item=item)

    def _updated(self, update: ThreadItemUpdate) -> ThreadItemUpdatedEvent:
        return ThreadItemUpdatedEvent(item_id=self._item.id, update=update)


def entity(passage: Passage) -> EntitySource:
    return EntitySource(
        id=passage.id,
        title=passage.title,
        label=passage.title,
        interactive=True,
        data={"url": passage.url, "kind": passage.kind},
    )


def utf16_length(text: str) -> int:
    """Length as JavaScript, which uses the index, counts it."""
    return len(text.encode("utf-16-le")) // 2
