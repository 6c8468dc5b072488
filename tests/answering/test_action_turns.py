"""An action is a turn: rate limited, leased, recorded, and within the budgets."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from chatkit.actions import Action
from chatkit.types import ThreadItem, WidgetItem
from django.test import AsyncClient

from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.responder import ExtractiveResponder
from chatkit.config import conf
from chatkit.config.resolve import resolve
from chatkit.models import Turn
from chatkit.selfhosted.server import server
from tests.support.agents import ACTION, WIDGET, ActingAgent, answer_with
from tests.support.chat_operations import ask, begin, post
from tests.support.errors import assert_error

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_a_sync_action_costs_a_question(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django_ratelimit.core.time.time", lambda: 1_800_000_000)
    config = resolve({"CHATKIT_MAX_REQUESTS_PER_MINUTE": "1"})
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))
    answer_with(monkeypatch, ActingAgent())
    id_ = await begin(visitor)
    act = {"thread_id": id_, "action": ACTION}
    answer = await post(visitor, "threads.sync_custom_action", **act)
    assert_error(answer, 429, "rate_limited")


async def test_a_sync_action_is_a_turn_with_a_lease_a_deadline_and_a_record(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Costly(ActingAgent):
        async def handle_sync_action(
            self, turn: TurnInput, action: Action[str, Any], sender: WidgetItem | None
        ) -> ThreadItem | None:
            turn.report.answered_by, turn.report.output_tokens = "agent", 7
            answer = await post(visitor, "threads.sync_custom_action", **act)
            assert_error(answer, 409, "turn_in_progress")
            if action.payload == "slow":
                await asyncio.Event().wait()
            return await super().handle_sync_action(turn, action, sender)

    answer_with(monkeypatch, Costly(WIDGET))
    act = {"thread_id": await begin(visitor), "action": ACTION, "item_id": "wid_1"}
    answer = await post(visitor, "threads.sync_custom_action", **act)
    assert answer.json()["updated_item"]["id"] == "wid_1"

    config = replace(resolve({}), answer_seconds=1)
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))
    slow = {**act, "action": {"type": "book", "payload": "slow"}}
    answer = await post(visitor, "threads.sync_custom_action", **slow)
    assert_error(answer, 504, "upstream_timeout")

    rows = [row async for row in Turn.objects.order_by("id")][-2:]
    assert [(row.outcome, row.output_tokens) for row in rows] == [
        ("answered", 7),
        ("overdue", 7),
    ]


@pytest.mark.parametrize(
    "type_", ["threads.custom_action", "threads.sync_custom_action"]
)
async def test_an_action_over_the_budget_or_with_the_chat_off_leaves_no_turn(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch, type_: str
) -> None:
    agent = ActingAgent(WIDGET)
    answer_with(monkeypatch, agent)
    act = {"thread_id": await begin(visitor), "action": ACTION, "item_id": "wid_1"}
    before = await Turn.objects.acount()
    await Turn.objects.aupdate(answered_by="model")
    monkeypatch.setattr(
        server(),
        "_choose",
        lambda _, spent: ExtractiveResponder(spent) if spent else agent,
    )
    for given, status, code in (
        ({"CHATKIT_MESSAGES_PER_DAY": str(before)}, 400, "invalid_request"),
        ({"CHATKIT_ENABLED": "off"}, 503, "chat_disabled"),
    ):
        config = resolve({"CHATKIT_MODEL": "m", **given})
        monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))
        assert_error(await post(visitor, type_, **act), status, code)
    assert agent.actions == []
    assert await Turn.objects.acount() == before


@pytest.mark.parametrize(
    "type_", ["threads.custom_action", "threads.sync_custom_action"]
)
async def test_an_action_is_refused_while_the_chat_is_off(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch, type_: str
) -> None:
    id_ = (await ask(visitor, "Which languages?")).thread_id
    config = resolve({"CHATKIT_ENABLED": "off"})
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))
    answer = await post(visitor, type_, thread_id=id_, action=ACTION)
    assert_error(answer, 503, "chat_disabled")
