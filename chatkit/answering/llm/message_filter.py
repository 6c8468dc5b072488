"""What a run says, checked and cited; what else it does passes through."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from agents.models.fake_id import FAKE_RESPONSES_ID

from chatkit.answering.base import TurnInput
from chatkit.answering.grounding import Guard
from chatkit.answering.llm.checked_message import CheckedMessage, FindPassage
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

#: Items that answer nothing by themselves.
UNSEEN = frozenset({"workflow", "task", "hidden_context_item", "sdk_hidden_context"})


class MessageFilter:
    """The events of a run to those of the turn: ``shown`` once a visitor saw an answer.

    The first message has the turn's id, others one from the store: models that are not
    asked through Responses give all theirs the same.
    """

    def __init__(
        self, turn: TurnInput, guard: Callable[[], Guard], cite: FindPassage
    ) -> None:
        self._turn = turn
        self._guard = guard
        self._cite = cite
        self._ids: dict[str, str] = {}
        self._speech: CheckedMessage | None = None
        self.shown: list[str] = []

    def follow(self, event: ThreadStreamEvent) -> Iterator[ThreadStreamEvent]:
        match event:
            case ThreadItemAddedEvent(item=AssistantMessageItem() as item):
                yield from self.end()
                self._speech = self._new()
                self._ids[item.id] = self._speech.message.id
                for part in item.content:
                    yield from self._said(self._speech.feed(part.text))
            case ThreadItemUpdatedEvent() if self._speech and self._is_message(event):
                yield from self._said(self._update(self._speech, event))
            case ThreadItemDoneEvent(item=AssistantMessageItem() as item):
                self._speech = self._speech or self._new()
                if not self._speech.fed:
                    whole = "\n\n".join(part.text for part in item.content)
                    yield from self._said(self._speech.feed(whole))
                yield from self._said(self._speech.finish())
                yield from self.end()
            case ThreadItemRemovedEvent():
                item_id = self._ids.get(event.item_id, event.item_id)
                if item_id in self.shown:
                    self.shown.remove(item_id)
                    yield ThreadItemRemovedEvent(item_id=item_id)
            case ThreadItemAddedEvent() | ThreadItemDoneEvent():
                yield self._own(event)
            case _:
                if isinstance(event, ClientEffectEvent):
                    self.shown.append("effect")
                yield event

    def end(self) -> Iterator[ThreadStreamEvent]:
        """Complete the message that is open; what it holds back is dropped."""
        if self._speech:
            yield from self._speech.end()
        self._speech = None

    def refuse(self, text: str) -> Iterator[ThreadStreamEvent]:
        """Say a refusal, of which the SDK may have told a part, or nothing."""
        if not self._speech and self._ids:
            return  # all of it
        self._speech = self._speech or self._new()
        if not self._speech.fed:
            yield from self._said(self._speech.feed(text))
        yield from self._said(self._speech.finish())

    def next_id(self) -> str:
        """The turn's id for the first message, else a new one."""
        if self._turn.item_id not in self.shown:
            return self._turn.item_id
        return self._new_id("message")

    def _new(self) -> CheckedMessage:
        turn = replace(self._turn, item_id=self.next_id())
        return CheckedMessage(turn, self._guard, self._cite)

    def _new_id(self, kind: str) -> str:
        return self._turn.store.generate_item_id(
            kind,  # type: ignore[arg-type]
            self._turn.thread,
            self._turn.context,
        )

    def _is_message(self, event: ThreadItemUpdatedEvent) -> bool:
        return event.item_id in self._ids

    def _said(self, events: Iterator[ThreadStreamEvent]) -> Iterator[ThreadStreamEvent]:
        for event in events:
            if isinstance(event, ThreadItemAddedEvent):
                self.shown.append(event.item.id)
            yield event

    def _update(
        self, speech: CheckedMessage, event: ThreadItemUpdatedEvent
    ) -> Iterator[ThreadStreamEvent]:
        match event.update:
            case AssistantMessageContentPartAdded(content=part):
                yield from speech.feed(part.text)
            case AssistantMessageContentPartTextDelta(delta=delta):
                yield from speech.feed(delta)
            case AssistantMessageContentPartDone(content=part):
                if not speech.fed:
                    yield from speech.feed(part.text)
                yield from speech.finish()
            case AssistantMessageContentPartAnnotationAdded(annotation=annotation):
                if cited := speech.cite(annotation.source):
                    yield cited
            case _:
                yield event

    def _own(
        self, event: ThreadItemAddedEvent | ThreadItemDoneEvent
    ) -> ThreadStreamEvent:
        """The event of another item; one id for all is no id."""
        item = event.item
        if item.id == FAKE_RESPONSES_ID:
            kind = "tool_call" if item.type == "client_tool_call" else "message"
            item = item.model_copy(update={"id": self._new_id(kind)})
        if item.type not in UNSEEN:
            self.shown.append(item.id)
        return event.model_copy(update={"item": item})
