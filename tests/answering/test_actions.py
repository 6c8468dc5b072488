"""Actions of widgets: given to the agent, or refused."""

import pytest
from django.test import AsyncClient

from tests.support.agents import ACTION, WIDGET, ActingAgent, answer_with
from tests.support.chat_operations import ask, begin, items, post, stream
from tests.support.errors import assert_error

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_an_action_is_given_to_the_agent_with_the_widget_it_came_from(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = answer_with(monkeypatch, ActingAgent(WIDGET))
    id_ = await begin(visitor)
    events = await stream(
        visitor,
        "threads.custom_action",
        thread_id=id_,
        item_id="wid_1",
        action=ACTION,
    )
    assert events[-1]["item"]["content"][0]["text"] == "Booked."
    assert agent.actions == [("book", {"day": "Monday"}, "wid_1")]
    assert (await items(visitor, id_))[-1] == events[-1]["item"]


async def test_a_sync_action_returns_and_stores_the_item_it_changed(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = answer_with(monkeypatch, ActingAgent(WIDGET))
    id_ = await begin(visitor)
    act = {"thread_id": id_, "action": ACTION}
    answer = await post(visitor, "threads.sync_custom_action", item_id="wid_1", **act)
    changed = answer.json()["updated_item"]
    assert changed["widget"]["children"][0]["value"] == "Booked"
    assert (await items(visitor, id_))[1] == changed

    answer = await post(visitor, "threads.sync_custom_action", **act)
    assert answer.json() == {}
    assert [sender for _, _, sender in agent.actions] == ["wid_1", ""]


@pytest.mark.parametrize(
    "type_", ["threads.custom_action", "threads.sync_custom_action"]
)
async def test_actions_are_refused_by_a_responder_without_actions(
    visitor: AsyncClient, type_: str
) -> None:
    id_ = (await ask(visitor, "Which languages?")).thread_id
    answer = await post(visitor, type_, thread_id=id_, action=ACTION)
    assert_error(answer, 400, "invalid_request")


async def test_an_action_without_a_type_is_refused(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, ActingAgent())
    id_ = await begin(visitor)
    answer = await post(visitor, "threads.custom_action", thread_id=id_, action={})
    assert_error(answer, 400, "invalid_request")
