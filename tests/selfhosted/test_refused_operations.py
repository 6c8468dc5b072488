"""What is refused before an answer begins: the wrong item, a locked thread, too much."""

import json
import time

import pytest
from chatkit.types import ClosedStatus
from django.test import AsyncClient

from chatkit.api.errors import InvalidRequest
from chatkit.models import Item
from chatkit.selfhosted import protocol
from tests.support.agents import ACTION, WIDGET, ActingAgent, answer_with, said
from tests.support.chat import message
from tests.support.chat_operations import ask, begin, items, post, stream
from tests.support.errors import assert_error
from tests.support.sdk_items import owner_of, store

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_operations_on_items_they_are_not_for_are_refused_before_the_stream(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, ActingAgent())
    id_ = await begin(visitor)
    question = (await items(visitor, id_))[0]["id"]
    await store.add_thread_item(id_, said(id_, "msg_1"), await owner_of(id_))
    stored = await Item.objects.acount()

    for type_, params in (
        ("threads.add_client_tool_output", {"result": None}),
        ("threads.add_structured_input", {"item_id": question, "input": {}}),
        ("threads.retry_after_item", {"item_id": "msg_1"}),
        ("threads.custom_action", {"item_id": question, "action": ACTION}),
        ("threads.sync_custom_action", {"item_id": question, "action": ACTION}),
    ):
        answer = await post(visitor, type_, thread_id=id_, **params)
        assert_error(answer, 400, "invalid_request")
        if "item_id" in params:
            answer = await post(
                visitor, type_, thread_id=id_, **{**params, "item_id": "msg_unknown"}
            )
            assert_error(answer, 404, "not_found")
        answer = await post(AsyncClient(), type_, thread_id=id_, **params)
        assert_error(answer, 404, "not_found")
    assert await Item.objects.acount() == stored


async def test_a_thread_the_agent_locked_takes_nothing_more_and_says_why(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, ActingAgent(WIDGET, locks=True))
    events = await stream(visitor, "threads.create", input=message("Hello there?"))
    id_ = events[0]["thread"]["id"]
    assert events[-1]["thread"]["status"]["type"] == "locked"
    assert events[-1]["thread"]["title"] == "Hello there?"
    question = events[1]["item"]["id"]
    stored = await Item.objects.acount()

    for type_, params in (
        ("threads.add_user_message", {"input": message("Please?")}),
        ("threads.retry_after_item", {"item_id": question}),
        ("threads.add_client_tool_output", {"result": 1}),
        ("threads.add_structured_input", {"item_id": "wid_1", "input": {}}),
        ("threads.custom_action", {"item_id": "wid_1", "action": ACTION}),
        ("threads.sync_custom_action", {"item_id": "wid_1", "action": ACTION}),
    ):
        answer = await post(visitor, type_, thread_id=id_, **params)
        assert_error(answer, 409, "thread_locked")
        assert answer.json()["error"]["message"] == "The position is filled."
    assert await Item.objects.acount() == stored

    renamed = await post(visitor, "threads.update", thread_id=id_, title="Filled")
    assert renamed.json()["status"]["reason"] == "The position is filled."
    assert (await post(visitor, "threads.delete", thread_id=id_)).json() == {}


async def test_a_closed_thread_takes_no_message_and_no_file(
    visitor: AsyncClient,
) -> None:
    id_ = (await ask(visitor, "Which languages?")).thread_id
    owner = await owner_of(id_)
    thread = await store.load_thread(id_, owner)
    thread.status = ClosedStatus()
    await store.save_thread(thread, owner)
    sent = {**message("And this one?"), "attachments": ["atc_unknown"]}
    answer = await post(visitor, "threads.add_user_message", thread_id=id_, input=sent)
    assert_error(answer, 409, "thread_locked")


async def test_a_request_has_64_kilobytes_at_most(visitor: AsyncClient) -> None:
    tag = {"type": "input_tag", "id": "t", "text": "?", "data": {"a": "x" * 66_000}}
    large = {**message("Which languages?"), "content": [tag]}
    assert_error(await post(visitor, "threads.create", input=large), 413, "too_large")
    emoji = await ask(visitor, "\U0001f600" * 4_000)  # escaped: 12 bytes each
    assert emoji.text


@pytest.mark.parametrize("wrong", [1, {}, {"type": "input_tag"}])
def test_a_request_with_very_many_mistakes_is_refused_quickly(wrong: object) -> None:
    content = [wrong] * (60_000 // (len(str(wrong)) + 2))
    sent = {"input": {**message("Hello?"), "content": content}}
    body = json.dumps({"type": "threads.create", "params": sent})

    def seconds() -> float:
        began = time.thread_time()
        with pytest.raises(InvalidRequest) as refused:
            protocol.parse(body)
        assert len(str(refused.value)) < 1_000
        return time.thread_time() - began

    assert min(seconds() for _ in range(3)) < 0.05
