"""The output of a client tool returns to the agent that called it."""

import pytest
from django.test import AsyncClient

from tests.support.agents import CALL, Agent, answer_with, said
from tests.support.chat_operations import URL, begin, items, post, stream
from tests.support.errors import assert_error

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_the_output_of_a_client_tool_is_stored_and_continues_the_turn(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = answer_with(monkeypatch, Agent(CALL))
    id_ = await begin(visitor)
    agent.items = (said("", "msg_after"),)

    events = await stream(
        visitor,
        "threads.add_client_tool_output",
        thread_id=id_,
        result={"city": "Oslo"},
    )
    assert events[-1]["item"]["id"] == "msg_after"
    assert agent.turns[-1].question == ""
    call = (await items(visitor, id_))[1]
    assert (call["status"], call["output"]) == ("completed", {"city": "Oslo"})

    again = await post(
        visitor, "threads.add_client_tool_output", thread_id=id_, result="once more"
    )
    assert_error(again, 400, "invalid_request")


@pytest.mark.parametrize(
    "raw",
    [
        '"\\u0000"',
        '{"a\\u0000": 1}',
        "1e999",
        "NaN",
        "[" * 40 + "]" * 40,
        '"\\ud800"',
    ],
)
async def test_output_that_a_database_cannot_store_is_refused(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch, raw: str
) -> None:
    answer_with(monkeypatch, Agent(CALL))
    id_ = await begin(visitor)
    body = (
        '{"type": "threads.add_client_tool_output", "params":'
        f'{{"thread_id": "{id_}", "result": {raw}}}}}'
    )
    answer = await visitor.post(URL, body, content_type="application/json")
    assert_error(answer, 400, "invalid_request")
    assert (await items(visitor, id_))[1]["status"] == "pending"


async def test_unusual_output_is_stored_unchanged(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = answer_with(monkeypatch, Agent(CALL))
    id_ = await begin(visitor)
    agent.items = ()
    result = {"": [10**300, -0.5, None, "\U0001f9d1\u200d\U0001f680\u0085\uffff"]}
    await stream(
        visitor, "threads.add_client_tool_output", thread_id=id_, result=result
    )
    assert (await items(visitor, id_))[1]["output"] == result
