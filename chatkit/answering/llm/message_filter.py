"""The events of a run on their way to the visitor: messages checked, the rest as it is."""

from collections.abc import Iterator
from dataclasses import replace

from agents.models.fake_id import FAKE_RESPONSES_ID

from chatkit.answering.base import TurnInput
from chatkit.answering.llm.checked_message import CheckedMessage
from chatkit.answering.llm.evidence import RunEvidence
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
    completions the SDK gives all messages the same id.
    """

    def __init__(self, turn: TurnInput, evidence: RunEvidence) -> None:
        self._turn = turn
        self._evidence = evidence
        self._ids: dict[str, str] = {}
        self._message: CheckedMessage | None = None
        self.shown: list[str] = []

    def filter(self, event: ThreadStreamEvent) -> Iterator[ThreadStreamEvent]:
        match event:
            case ThreadItemAddedEvent(item=AssistantMessageItem() as item):
                yield from self.end()
                self._ids[item.id] = self._open().id
            case ThreadItemUpdatedEvent() if event.item_id in self._ids:
                yield from self._show(self._update(event))
            case ThreadItemDoneEvent(item=AssistantMessageItem() as item):
                text = "\n\n".join(part.text for part in item.content)
                yield from self._complete(text)
                yield from self.end()
            case ThreadItemRemovedEvent():
                item_id = self._ids.get(event.item_id, event.item_id)
                if item_id in self.shown:
                    self.shown.remove(item_id)
                    yield ThreadItemRemovedEvent(item_id=item_id)
            case ThreadItemAddedEvent() | ThreadItemDoneEvent():
                yield self._other_item(event)
            case _:
                if isinstance(event, ClientEffectEvent):
                    self.shown.append("effect")
                yield event

    def end(self) -> Iterator[ThreadStreamEvent]:
        if self._message:
            yield from self._message.end()
        self._message = None

    def refuse(self, text: str) -> Iterator[ThreadStreamEvent]:
        if self._message or not self._ids:
            yield from self._complete(text)

    def next_id(self) -> str:
        """The turn's id for the first message, else a new one."""
        if self._turn.item_id not in self.shown:
            return self._turn.item_id
        return self._generate_id("message")

    def _open(self) -> CheckedMessage:
        turn = replace(self._turn, item_id=self.next_id())
        self._message = CheckedMessage(turn, self._evidence)
        return self._message

    def _complete(self, text: str) -> Iterator[ThreadStreamEvent]:
        message = self._message or self._open()
        if not message.received:
            yield from self._show(message.feed(text))
        yield from self._show(message.finish())

    def _update(self, event: ThreadItemUpdatedEvent) -> Iterator[ThreadStreamEvent]:
        message = self._message
        match event.update:
            case _ if not message:
                yield event
            case AssistantMessageContentPartAdded(content=part):
                yield from message.feed(part.text)
            case AssistantMessageContentPartTextDelta(delta=delta):
                yield from message.feed(delta)
            case AssistantMessageContentPartDone(content=part):
                if not message.received:
                    yield from message.feed(part.text)
                yield from message.finish()
            case AssistantMessageContentPartAnnotationAdded(annotation=annotation):
                yield from message.cite(annotation.source)
            case _:
                yield event

    def _show(self, events: Iterator[ThreadStreamEvent]) -> Iterator[ThreadStreamEvent]:
        for event in events:
            if isinstance(event, ThreadItemAddedEvent):
                self.shown.append(event.item.id)
            yield event

    def _other_item(
        self, event: ThreadItemAddedEvent | ThreadItemDoneEvent
    ) -> ThreadStreamEvent:
        item = event.item
        if item.id == FAKE_RESPONSES_ID:  # the same for every item
            is_call = item.type == "client_tool_call"
            new_id = self._generate_id("tool_call" if is_call else "message")
            item = item.model_copy(update={"id": new_id})
        if item.type not in NO_ANSWER:
            self.shown.append(item.id)
        return event.model_copy(update={"item": item})

    def _generate_id(self, kind: StoreItemType) -> str:
        turn = self._turn
        return turn.store.generate_item_id(kind, turn.thread, turn.context)
