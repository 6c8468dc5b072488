"""What a responder has written, until it is stored.

The SDK stores an item when it is done. Until then its beginning is only here; the
heartbeat stores it, and it is handed to the SDK when the turn has to end early. What the
database can't take when it is done is kept until it can.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from chatkit.api import messages
from chatkit.database import DATABASE_ERRORS
from chatkit.models import Item, Outcome
from chatkit.selfhosted.context import Context
from chatkit.selfhosted.store import DjangoStore, Owner
from chatkit.turns.active import ActiveTurn, TurnEnded, heartbeat
from chatkit.turns.pending_writes import Write, pending_writes
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
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
)

CUT_SHORT = NoticeEvent(level="warning", message=messages.ANSWER_CUT_SHORT)
OVERDUE = ErrorEvent(message=messages.ANSWER_OVERDUE, allow_retry=True)
NOTE_FOR_MODEL = "The answer was cut short. Do not continue it unless asked to."


async def track_partial_answers(
    respond: Callable[[], AsyncIterator[ThreadStreamEvent]], turn: ActiveTurn
) -> AsyncIterator[ThreadStreamEvent]:
    events = respond()
    answers = PartialAnswers(turn)
    turn.changed_items = answers.changed_items
    try:
        while event := await turn.interruptible(lambda: anext(events, None)):
            await answers.track(event)
            yield event
    except TurnEnded:
        has_text = answers.has_text()
        for event in await answers.close():
            yield event
        if turn.outcome == Outcome.OVERDUE:
            yield CUT_SHORT if has_text else OVERDUE
    except asyncio.CancelledError:  # shutdown: the SDK stores what was sent
        await answers.close()
        raise
    except Exception:
        turn.outcome = Outcome.FAILED
        for event in await answers.close():
            yield event
        raise  # the SDK tells the visitor
    finally:
        turn.changed_items = tuple
        await heartbeat.wait_for_write()
        if isinstance(events, AsyncGenerator):
            await events.aclose()  # in the task and context it ran in


class PartialAnswers:
    """The items that a turn has begun and not finished.

    Only messages are stored: half of another item can't be shown.
    """

    def __init__(self, turn: ActiveTurn) -> None:
        self._turn = turn
        self._items: dict[str, ThreadItem] = {}
        self._changed: set[str] = set()

    async def track(self, event: ThreadStreamEvent) -> None:
        match event:
            case ThreadItemAddedEvent():
                self._items[event.item.id] = event.item.model_copy(deep=True)
            case ThreadItemUpdatedEvent():
                item = self._items.get(event.item_id)
                if isinstance(item, AssistantMessageItem):
                    apply_update(item, event)
                    self._changed.add(item.id)
            case ThreadItemDoneEvent() | ThreadItemReplacedEvent():
                if isinstance(event.item, AssistantMessageItem):
                    self._turn.answer_id = event.item.id
                await self._drop(event.item.id)
            case ThreadItemRemovedEvent():
                await self._drop(event.item_id)

    def changed_items(self) -> Sequence[Item]:
        """Rows of the messages that changed since the last call."""
        changed = [
            item for item in self._messages_with_text() if item.id in self._changed
        ]
        self._changed.clear()
        return [
            Item(
                thread_id=self._turn.thread_id,
                item_id=message.id,
                type=message.type,
                data=message.model_dump(mode="json"),
            )
            for message in changed
        ]

    def has_text(self) -> bool:
        return bool(self._turn.answer_id) or any(self._messages_with_text())

    async def close(self) -> Sequence[ThreadStreamEvent]:
        texts = {item.id: item for item in self._messages_with_text()}
        closing: list[ThreadStreamEvent] = [
            ThreadItemDoneEvent(item=texts[item_id])
            if item_id in texts
            else ThreadItemRemovedEvent(item_id=item_id)
            for item_id in self._items
        ]
        if texts:
            closing.append(ThreadItemDoneEvent(item=self._note_for_model()))
        for event in closing:
            await self.track(event)
        return closing

    def _messages_with_text(self) -> Iterator[AssistantMessageItem]:
        for item in self._items.values():
            if isinstance(item, AssistantMessageItem) and any(
                part.text.strip() for part in item.content
            ):
                yield item

    def _note_for_model(self) -> SDKHiddenContextItem:
        return SDKHiddenContextItem(
            id=f"cut_{self._turn.turn_id}",
            thread_id=self._turn.thread_id,
            created_at=datetime.now(),  # naive, as the SDK's own items are
            content=NOTE_FOR_MODEL,
        )

    async def _drop(self, item_id: str) -> None:
        """Forget an item. The SDK stores it whole next: no part may be written later."""
        if self._items.pop(item_id, None):
            await heartbeat.wait_for_write()


def apply_update(message: AssistantMessageItem, event: ThreadItemUpdatedEvent) -> None:
    """Apply an update as the widget does; parts may arrive late or out of order."""
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
        case _:  # copied: the SDK keeps writing into its own
            parts[update.content_index] = update.content.model_copy(deep=True)


class TurnStore(DjangoStore):
    """In a turn, what the database can't take is written later.

    Not the question: it is accepted once it is stored.
    """

    async def save_thread(self, thread: ThreadMetadata, context: Owner) -> None:
        thread = thread.model_copy(deep=True)
        await _store(partial(super().save_thread, thread, context), thread.id, context)

    async def add_thread_item(
        self, thread_id: str, item: ThreadItem, context: Owner
    ) -> None:
        write = partial(super().add_thread_item, thread_id, item, context)
        if isinstance(item, UserMessageItem):
            await write()
        else:
            await _store(write, thread_id, context)

    async def save_item(self, thread_id: str, item: ThreadItem, context: Owner) -> None:
        write = partial(super().save_item, thread_id, item, context)
        await _store(write, thread_id, context)

    async def delete_thread_item(
        self, thread_id: str, item_id: str, context: Owner
    ) -> None:
        write = partial(super().delete_thread_item, thread_id, item_id, context)
        await _store(write, thread_id, context)


async def _store(write: Write, thread_id: str, context: Owner) -> None:
    if not isinstance(context, Context) or not context.turn.turn_id:
        await write()  # such as a new title: the visitor may try again
        return
    if thread_id not in pending_writes.queues:
        try:
            await write()
        except DATABASE_ERRORS:
            pass
        else:
            return
    pending_writes.keep(thread_id, write)
