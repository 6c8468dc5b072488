"""The events of a run on their way to the visitor: messages checked, the rest as it is."""

from dataclasses import replace
from functools import partial

from agents.models.fake_id import FAKE_RESPONSES_ID

from chatkit.answering.base import TurnInput
from chatkit.answering.failures import FailureReason
from chatkit.answering.llm.checked_message import CheckedMessage, Events
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.llm.response_notes import ResponseNotes
from chatkit.store import StoreItemType
from chatkit.types import (
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartAnnotationAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    ClientEffectEvent,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
)

#: Types of items that are no answer by themselves.
NO_ANSWER = frozenset({"workflow", "task", "hidden_context_item", "sdk_hidden_context"})


class MessageFilter:
    """``shown`` are the ids of what the visitor saw.

    The first message has the turn's id, others one from the store: through chat
    completions the SDK gives all messages the same id. ``stops`` says how the model's
    response ended.
    """

    def __init__(
        self, turn: TurnInput, evidence: RunEvidence, stops: ResponseNotes
    ) -> None:
        self._turn = turn
        self._evidence = evidence
        self._stops = stops
        self._messages: dict[str, CheckedMessage] = {}
        self._message: CheckedMessage | None = None
        self._used_ids: set[str] = set()
        self.shown: list[str] = []
        self.has_other_items = False

    @property
    def is_full(self) -> bool:
        return bool(self._message and self._message.is_full)

    async def filter(self, event: ThreadStreamEvent) -> Events:
        match event:
            case ThreadItemAddedEvent(item=AssistantMessageItem() as item):
                ended = self.end()
                self._messages[item.id] = self._open()
                return ended
            case ThreadItemUpdatedEvent() if event.item_id in self._messages:
                return self._note(await self._update(event))
            case ThreadItemDoneEvent(item=AssistantMessageItem() as item):
                text = "\n\n".join(part.text for part in item.content)
                if self._stops.reason is FailureReason.FILTERED:
                    text = ""  # the SDK's words, if the filter left none
                return await self.complete(text) + self.end()
            case ThreadItemRemovedEvent():
                message = self._messages.get(event.item_id)
                item_id = message.id if message else event.item_id
                if item_id not in self.shown:
                    return []
                return self._note([ThreadItemRemovedEvent(item_id=item_id)])
            case ThreadItemAddedEvent() | ThreadItemDoneEvent():
                return [self._other_item(event)]
        if isinstance(event, ClientEffectEvent):
            self.has_other_items = True
            self.shown.append("effect")
        return [event]

    async def complete(self, text: str) -> Events:
        """The end of the open message, or a new one with the whole text."""
        message = self._message or self._open()
        events = [] if message.received else await message.feed(text)
        return self._note(events + await message.finish(is_cut=self._stops.is_cut))

    def end(self) -> Events:
        message, self._message = self._message, None
        return message.end() if message else []

    def has_messages(self) -> bool:
        return bool(self._messages)

    def is_open(self) -> bool:
        return self._message is not None

    def next_id(self) -> str:
        """The turn's id for the first message, else a new one."""
        if self._turn.item_id not in self._used_ids:
            return self._turn.item_id
        return self._generate_id("message")

    def _open(self) -> CheckedMessage:
        turn = replace(self._turn, item_id=self.next_id())
        new_id = partial(self._generate_id, "message")
        self._message = CheckedMessage(turn, self._evidence, new_id)
        return self._message

    async def _update(self, event: ThreadItemUpdatedEvent) -> Events:
        message = self._message
        match event.update:
            case _ if not message:
                return [event]
            case AssistantMessageContentPartAdded(content=part, content_index=index):
                before = await message.finish() if index and message.received else []
                return before + await message.feed(part.text)
            case AssistantMessageContentPartTextDelta(delta=delta):
                return await message.feed(delta)
            case AssistantMessageContentPartDone(content=part):
                return [] if message.received else await message.feed(part.text)
            case AssistantMessageContentPartAnnotationAdded(annotation=annotation):
                return message.cite(annotation.source)
        return [event]

    def _note(self, events: Events) -> Events:
        for event in events:
            if isinstance(event, ThreadItemAddedEvent):
                self.shown.append(event.item.id)
                self._used_ids.add(event.item.id)
            elif isinstance(event, ThreadItemRemovedEvent):
                self.shown.remove(event.item_id)
        return events

    def _other_item(
        self, event: ThreadItemAddedEvent | ThreadItemDoneEvent
    ) -> ThreadStreamEvent:
        item = event.item
        if item.id == FAKE_RESPONSES_ID:  # the same for every item
            is_call = item.type == "client_tool_call"
            new_id = self._generate_id("tool_call" if is_call else "message")
            item = item.model_copy(update={"id": new_id})
        if item.type not in NO_ANSWER:
            self.has_other_items = True
            self.shown.append(item.id)
        return event.model_copy(update={"item": item})

    def _generate_id(self, kind: StoreItemType) -> str:
        turn = self._turn
        return turn.store.generate_item_id(kind, turn.thread, turn.context)
