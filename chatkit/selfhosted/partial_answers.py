"""A responder's events on their way to the SDK, which stores what is done.

Until then the answer is only here: it is kept as it grows, and handed to the SDK as it
is when the turn has to end before it.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from datetime import datetime

from chatkit.models import Outcome
from chatkit.selfhosted.rows import Partial
from chatkit.turns.active import Ended, Run
from chatkit.turns.heartbeat import pulse
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartAnnotationAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    ErrorEvent,
    NoticeEvent,
    SDKHiddenContextItem,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
)

CUT_SHORT = NoticeEvent(
    level="warning", message="This answer took too long and was cut short."
)
TOO_LONG = ErrorEvent(
    message="The answer takes too long. Please try again.", allow_retry=True
)
FOR_THE_MODEL = "The answer was cut short. Do not go on with it unless asked to."


async def followed(
    events: AsyncIterator[ThreadStreamEvent], run: Run
) -> AsyncIterator[ThreadStreamEvent]:
    """The events, until the turn has to end; then those that end it properly."""
    growing = Growing(run)
    run.partials = growing.changed
    try:
        while (event := await run.next(events)) is not None:
            await growing.follow(event)
            yield event
    except Ended:
        shown = growing.is_shown()
        for event in await growing.close():
            yield event
        if run.outcome == Outcome.OVERDUE:
            yield CUT_SHORT if shown else TOO_LONG
    except asyncio.CancelledError:  # the process ends, and the SDK stores what is shown
        await growing.close()
        raise
    except Exception:
        run.outcome = Outcome.FAILED
        for event in await growing.close():
            yield event
        raise  # the SDK tells the visitor
    finally:
        run.partials = tuple
        await pulse.settled()
        if isinstance(events, AsyncGenerator):
            await events.aclose()  # in the task and context it ran in


class Growing:
    """The items that a turn has begun and not finished.

    Of other kinds than messages nothing is kept: half of them can't be shown.
    """

    def __init__(self, run: Run) -> None:
        self._run = run
        self._items: dict[str, ThreadItem] = {}
        self._changed: set[str] = set()

    async def follow(self, event: ThreadStreamEvent) -> None:
        """Take note of an event before the SDK acts on it."""
        match event:
            case ThreadItemAddedEvent():
                self._items[event.item.id] = event.item.model_copy(deep=True)
            case ThreadItemUpdatedEvent():
                item = self._items.get(event.item_id)
                if isinstance(item, AssistantMessageItem):
                    grow(item, event)
                    self._changed.add(item.id)
            case ThreadItemDoneEvent() | ThreadItemReplacedEvent():
                if isinstance(event.item, AssistantMessageItem):
                    self._run.answer_id = event.item.id
                await self._drop(event.item.id)
            case ThreadItemRemovedEvent():
                await self._drop(event.item_id)

    def changed(self) -> Sequence[Partial]:
        """The messages that grew since the last call, as rows."""
        messages = [item for item in self._messages() if item.id in self._changed]
        self._changed.clear()
        return [
            Partial(
                turn_id=self._run.turn_id,
                thread_id=self._run.thread_id,
                item_id=message.id,
                type=message.type,
                data=message.model_dump(mode="json"),
            )
            for message in messages
        ]

    def is_shown(self) -> bool:
        """Whether there is anything of an answer."""
        return bool(self._run.answer_id) or any(self._messages())

    async def close(self) -> Sequence[ThreadStreamEvent]:
        """The events that end each item as it is; an empty one goes."""
        messages = {item.id: item for item in self._messages()}
        ends: list[ThreadStreamEvent] = [
            ThreadItemDoneEvent(item=messages[id_])
            if id_ in messages
            else ThreadItemRemovedEvent(item_id=id_)
            for id_ in self._items
        ]
        if messages:
            ends.append(ThreadItemDoneEvent(item=self._note()))
        for event in ends:
            await self.follow(event)
        return ends

    def _messages(self) -> Iterator[AssistantMessageItem]:
        for item in self._items.values():
            if isinstance(item, AssistantMessageItem) and any(
                part.text.strip() for part in item.content
            ):
                yield item

    def _note(self) -> SDKHiddenContextItem:
        """What the SDK leaves for models where a stream is cancelled."""
        return SDKHiddenContextItem(
            id=f"cut_{self._run.turn_id}",
            thread_id=self._run.thread_id,
            created_at=datetime.now(),  # naive, as the SDK's own items are
            content=FOR_THE_MODEL,
        )

    async def _drop(self, item_id: str) -> None:
        """The SDK stores the whole item next: no part of it may come after that."""
        if self._items.pop(item_id, None):
            await pulse.settled()


def grow(message: AssistantMessageItem, event: ThreadItemUpdatedEvent) -> None:
    """Apply an update as the widget does; parts may come late or out of order."""
    update = event.update
    if not isinstance(
        update,
        AssistantMessageContentPartAdded
        | AssistantMessageContentPartTextDelta
        | AssistantMessageContentPartAnnotationAdded
        | AssistantMessageContentPartDone,
    ):
        return
    parts = message.content
    while len(parts) <= update.content_index:
        parts.append(AssistantMessageContent(text="", annotations=[]))
    part = parts[update.content_index]
    match update:
        case AssistantMessageContentPartTextDelta():
            part.text += update.delta
        case AssistantMessageContentPartAnnotationAdded():
            part.annotations.insert(update.annotation_index, update.annotation)
        case _:  # the SDK goes on writing into the part: this one is ours
            parts[update.content_index] = update.content.model_copy(deep=True)
