"""Stub responders that show widgets, ask for input, call tools and handle actions."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from chatkit.actions import Action
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    ClientToolCallItem,
    LockedStatus,
    StructuredInputFreeform,
    StructuredInputItem,
    ThreadItem,
    ThreadItemDoneEvent,
    ThreadStreamEvent,
    WidgetItem,
)
from chatkit.widgets import Card, Text

from chatkit.answering.base import TurnInput
from chatkit.selfhosted.server import server
from tests.support.sdk_items import NOON


class Agent:
    """Answers with the given items, and locks the thread if told to."""

    def __init__(self, *items: ThreadItem, locks: bool = False) -> None:
        self.items = items
        self.locks = locks
        self.turns: list[TurnInput] = []
        self.actions: list[tuple[str, Any, str]] = []

    async def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        self.turns.append(turn)
        for item in self.items:
            placed = {"thread_id": turn.thread.id}
            yield ThreadItemDoneEvent(item=item.model_copy(update=placed))
        if self.locks:
            turn.thread.status = LockedStatus(reason="The position is filled.")


class ActingAgent(Agent):
    """Handles widget actions too."""

    async def handle_action(
        self, turn: TurnInput, action: Action[str, Any], sender: WidgetItem | None
    ) -> AsyncIterator[ThreadStreamEvent]:
        self.actions.append((action.type, action.payload, sender.id if sender else ""))
        yield ThreadItemDoneEvent(item=said(turn.thread.id, turn.item_id))

    async def handle_sync_action(
        self, turn: TurnInput, action: Action[str, Any], sender: WidgetItem | None
    ) -> ThreadItem | None:
        self.actions.append((action.type, action.payload, sender.id if sender else ""))
        if sender is None:
            return None
        return sender.model_copy(update={"widget": card("Booked")})


def said(thread_id: str, id_: str) -> AssistantMessageItem:
    return AssistantMessageItem(
        id=id_,
        thread_id=thread_id,
        created_at=NOON,
        content=[AssistantMessageContent(text="Booked.")],
    )


def card(text: str) -> Card:
    return Card(children=[Text(value=text)])


WIDGET = WidgetItem(id="wid_1", thread_id="", created_at=NOON, widget=card("Book?"))
CALL = ClientToolCallItem(
    id="tc_1",
    thread_id="",
    created_at=NOON,
    call_id="call_1",
    name="where",
    arguments={},
)
FORM = StructuredInputItem(
    id="si_1",
    thread_id="",
    created_at=NOON,
    inputs=[StructuredInputFreeform(id="role", question="Which role?")],
)
ACTION = {"type": "book", "payload": {"day": "Monday"}}


def answer_with(monkeypatch: pytest.MonkeyPatch, agent: Agent) -> Agent:
    monkeypatch.setattr(server(), "_choose", lambda config, exhausted: agent)
    return agent
