"""POST /api/chatkit/chat: what a widget may rely on."""

import asyncio
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import AsyncClient

from chatkit.config import conf
from chatkit.config.resolve import resolve
from chatkit.models import Item, Thread
from chatkit.selfhosted.stream import begin
from chatkit.turns import active
from tests.support.chat import events_of, message
from tests.support.chat_operations import URL, ask, post, read
from tests.support.errors import assert_error
from tests.support.queries import counted

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_a_question_streams_the_events_of_the_protocol_in_order(
    visitor: AsyncClient,
) -> None:
    turn = await ask(visitor, "Where do they work now?")

    kinds = [
        event.get("update", {}).get("type", event["type"]).split(".", 1)[-1]
        for event in turn.events
    ]
    assert kinds[:5] == [
        "created",
        "item.done",
        "stream_options",
        "item.added",
        "content_part.added",
    ]
    assert kinds[-2:] == ["content_part.done", "item.done"]
    assert set(kinds[5:-2]) == {
        "content_part.text_delta",
        "content_part.annotation_added",
    }
    deltas = [
        event["update"]["delta"]
        for event in turn.events
        if event.get("update", {}).get("type", "").endswith("text_delta")
    ]
    assert "".join(deltas) == turn.text


async def test_a_citation_stands_behind_the_claim_as_javascript_counts(
    visitor: AsyncClient,
) -> None:
    turn = await ask(visitor, "Where do they work now?")
    for annotation in turn.item["content"][0]["annotations"]:
        assert annotation["source"]["type"] == "entity"
        assert annotation["source"]["interactive"] is True
        assert annotation["source"]["data"]["url"] == f"/#{annotation['source']['id']}"
        before = turn.text.encode("utf-16-le")[: 2 * annotation["index"]]
        assert before.decode("utf-16-le").rstrip()[-1] in ".”!?"


async def test_a_conversation_is_kept_and_can_be_read_again(
    visitor: AsyncClient,
) -> None:
    first = await ask(visitor, "Where do they work now?")
    second = await ask(visitor, "Which languages?", first.thread_id)
    assert second.thread_id == first.thread_id

    thread = (
        await post(visitor, "threads.get_by_id", thread_id=first.thread_id)
    ).json()
    assert [item["type"] for item in thread["items"]["data"]] == [
        "user_message",
        "assistant_message",
    ] * 2
    assert thread["items"]["data"][3] == second.item

    listed = (await post(visitor, "threads.list")).json()
    assert [thread["id"] for thread in listed["data"]] == [first.thread_id]

    newest = (
        await post(visitor, "items.list", thread_id=first.thread_id, limit=1)
    ).json()
    assert newest["data"] == [second.item]
    assert newest["has_more"] is True


async def test_a_deleted_conversation_is_gone(visitor: AsyncClient) -> None:
    turn = await ask(visitor, "Where do they work now?")
    assert (
        await post(visitor, "threads.delete", thread_id=turn.thread_id)
    ).json() == {}
    assert await Thread.objects.acount() == 0
    assert_error(
        await post(visitor, "threads.get_by_id", thread_id=turn.thread_id),
        404,
        "not_found",
    )


@pytest.mark.parametrize("thread", ["of another visitor", "unknown"])
async def test_a_thread_that_is_not_the_visitors_is_a_404(
    visitor: AsyncClient, thread: str
) -> None:
    id_ = "thr_unknown"
    if thread == "of another visitor":
        id_ = (await ask(AsyncClient(), "Which languages?")).thread_id
    stored = await Item.objects.acount()

    for operation, params in (
        ("threads.add_user_message", {"input": message("Where?")}),
        ("threads.retry_after_item", {"item_id": "msg_1"}),
        ("threads.get_by_id", {}),
    ):
        answer = await post(visitor, operation, thread_id=id_, **params)
        assert_error(answer, 404, "not_found")
    page = await post(visitor, "items.list", thread_id=id_)
    assert page.json()["data"] == []
    await post(visitor, "threads.delete", thread_id=id_)
    assert await Item.objects.acount() == stored


async def test_retrying_after_an_unknown_message_is_a_404(visitor: AsyncClient) -> None:
    turn = await ask(visitor, "Which languages?")
    answer = await post(
        visitor, "threads.retry_after_item", thread_id=turn.thread_id, item_id="msg_no"
    )
    assert_error(answer, 404, "not_found")


@pytest.mark.parametrize(
    "body",
    [
        b" ",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"type": "threads.fly", "params": {}}',
        b'{"type": "threads.create", "params": {}}',
        b'{"type": "threads.get_by_id", "params": {"thread_id": 7}}',
        b'{"type": "input.transcribe", "params":'
        b' {"audio_base64": "", "mime_type": "audio/mp4"}}',
    ],
)
async def test_a_body_that_is_not_an_operation_is_a_400(
    visitor: AsyncClient, body: bytes
) -> None:
    answer = await visitor.post(URL, body, content_type="application/json")
    assert_error(answer, 400, "invalid_request")
    assert await Thread.objects.acount() == 0


async def test_an_empty_message_is_a_400(visitor: AsyncClient) -> None:
    answer = await post(visitor, "threads.create", input=message(" \n"))
    assert_error(answer, 400, "invalid_request")


async def test_a_message_of_4000_characters_is_answered_and_a_longer_one_a_413(
    visitor: AsyncClient,
) -> None:
    assert (await ask(visitor, "é" * 4_000)).text
    stored = await Item.objects.acount()
    answer = await post(visitor, "threads.create", input=message("é" * 4_001))
    assert_error(answer, 413, "too_large")
    assert await Item.objects.acount() == stored


async def test_a_body_of_megabytes_is_a_413(visitor: AsyncClient) -> None:
    answer = await post(visitor, "threads.create", input=message("x" * 3_000_000))
    assert_error(answer, 413, "too_large")


async def test_only_json_is_read(visitor: AsyncClient) -> None:
    answer = await visitor.post(URL, "{}", content_type="text/plain")
    assert_error(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "options"])
async def test_other_methods_are_refused_and_told_which_is_not(
    visitor: AsyncClient, method: str
) -> None:
    answer: HttpResponse = await getattr(visitor, method)(URL)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"


async def test_a_stream_is_not_kept_by_caches_or_collected_by_proxies(
    visitor: AsyncClient,
) -> None:
    answer = await post(visitor, "threads.create", input=message("Which languages?"))
    await read(answer)
    assert answer["Content-Type"] == "text/event-stream"
    assert answer["Cache-Control"] == "no-store, no-transform"
    assert answer["X-Accel-Buffering"] == "no"


async def test_a_turn_takes_few_queries_besides_those_of_the_limits(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(active, "HEARTBEAT", 60)  # else a slow machine runs more
    await ask(visitor, "Where do they work now?")
    with counted() as queries:
        turn = await ask(visitor, "Which languages?")
    assert queries.count("BEGIN IMMEDIATE") <= 1  # the thread and its lease are one
    # One of them asks whether another worker saved settings or the owner's answers.
    assert len(of_the_turn(queries)) <= 8, "\n".join(queries)
    with counted() as queries:
        await ask(visitor, "Where do they live?", turn.thread_id)
    assert len(of_the_turn(queries)) <= 9, "\n".join(queries)


def of_the_turn(queries: list[str]) -> list[str]:
    return [
        sql
        for sql in queries
        if "chatkit_cacheentry" not in sql and not sql.startswith("BEGIN")
    ]


async def test_too_many_questions_are_refused_until_the_minute_is_over(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = resolve({"CHATKIT_MAX_REQUESTS_PER_MINUTE": "2"})
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))
    # Windows end at moments that depend on the key: hold the clock inside one.
    monkeypatch.setattr("django_ratelimit.core.time.time", lambda: 1_800_000_000)

    turn = await ask(visitor, "Which languages?")
    await ask(visitor, "Where do they live?", turn.thread_id)
    refused = await post(visitor, "threads.create", input=message("Once more?"))
    assert_error(refused, 429, "rate_limited")
    assert 0 < int(refused["Retry-After"]) <= 60

    again = await post(visitor, "threads.get_by_id", thread_id=turn.thread_id)
    assert len(again.json()["items"]["data"]) == 4


async def test_a_stream_that_breaks_ends_with_an_error_the_widget_can_retry() -> None:
    async def events() -> Any:
        yield b'data: {"type":"one"}\n\n'
        await asyncio.sleep(0)
        raise RuntimeError("the disk is full")

    stream = await begin(events(), lambda: None, limit=1)
    body = b"".join([event async for event in stream]).decode()
    assert events_of(body) == [
        {"type": "one"},
        {"type": "error", "code": "stream.error", "allow_retry": True},
    ]
    assert "disk" not in body
