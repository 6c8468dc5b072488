"""Forms that an agent shows and a visitor fills in."""

import pytest
from django.test import AsyncClient

from tests.support.agents import FORM, Agent, answer_with, said
from tests.support.chat_operations import begin, items, post, stream
from tests.support.errors import assert_error

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_a_form_can_be_filled_in_once(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = answer_with(monkeypatch, Agent(FORM))
    id_ = await begin(visitor)
    agent.items = (said("", "msg_after"),)
    filled = {
        "thread_id": id_,
        "item_id": "si_1",
        "input": {"answers": {"role": {"values": ["Nurse"]}, "unknown": {}}},
    }
    events = await stream(visitor, "threads.add_structured_input", **filled)
    assert [event["type"] for event in events][1:] == [
        "thread.item.replaced",
        "thread.item.done",
    ]
    form = (await items(visitor, id_))[1]
    assert form["status"] == "answered"
    assert form["inputs"][0]["answer"]["values"] == ["Nurse"]

    again = await post(visitor, "threads.add_structured_input", **filled)
    assert_error(again, 400, "invalid_request")
    assert (await items(visitor, id_))[1] == form


async def test_a_form_has_the_length_limit_of_a_message(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, Agent(FORM))
    id_ = await begin(visitor)
    answer = await post(
        visitor,
        "threads.add_structured_input",
        thread_id=id_,
        item_id="si_1",
        input={"answers": {"role": {"values": ["x" * 2_001] * 2}}},
    )
    assert_error(answer, 413, "too_large")
