"""Streams: one for each thread, a number of them for a process, never silent."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from django.test import AsyncClient

from chatkit.api.errors import NotFound
from chatkit.models import Item, Thread
from chatkit.selfhosted import stream
from tests.support.chat import message
from tests.support.chat_operations import post, read
from tests.support.errors import assert_error
from tests.support.streams import (
    WORDS,
    Answerer,
    Reader,
    ask,
    begun,
    configured,
    recorded,
    shown,
)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_a_second_question_is_refused_while_the_first_is_answered(
    visitor: AsyncClient, answerer: Answerer
) -> None:
    reader, thread_id = await begun(visitor)
    item_id = (await Item.objects.aget()).item_id

    for type_, params in (
        ("threads.add_user_message", {"input": message("And now?")}),
        ("threads.retry_after_item", {"item_id": item_id}),
    ):
        refused = await post(visitor, type_, thread_id=thread_id, **params)
        assert_error(refused, 409, "turn_in_progress")
        assert int(refused["Retry-After"]) == 1
    assert await Item.objects.acount() == 1

    answerer.may_end.set()
    await reader.end()
    await read(await ask(visitor, thread_id))
    assert await shown(visitor, thread_id) == (
        ["Which jobs?", f"{WORDS}."] * 2,
        None,
    )


async def test_our_widget_is_sent_comments_while_nothing_is_said(
    visitor: AsyncClient, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "PING_INTERVAL", 0.05)
    body = {"type": "threads.create", "params": {"input": message("Which jobs?")}}
    readers = [
        Reader(
            await AsyncClient().post(
                "/api/chatkit/chat",
                json.dumps(body),
                content_type="application/json",
                headers=headers,
            )
        )
        for headers in ({"X-ChatKit-Widget": "builtin"}, {})
    ]
    await readers[0].until(": ping\n\n: ping\n\n")
    answerer.may_end.set()
    await readers[1].end()
    assert ": ping" not in "".join(readers[1].parts)
    await readers[0].until("item.done")
    await readers[0].leave()


async def test_more_streams_than_the_limit_are_asked_to_wait_at_no_charge(
    visitor: AsyncClient, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = {"CHATKIT_MAX_STREAMS": "1", "CHATKIT_MAX_REQUESTS_PER_MINUTE": "2"}
    with configured(monkeypatch, **limits):
        reader, thread_id = await begun(visitor)
        for _ in range(3):
            refused = await ask(visitor)
            assert_error(refused, 503, "overloaded")
            assert int(refused["Retry-After"]) == 2
        assert await Thread.objects.acount() == 1

        await reader.leave()
        assert_error(await ask(visitor), 503, "overloaded")  # it is still answered
        answerer.may_end.set()
        await recorded()
        for _ in range(100):  # the last step of the turn is after its record
            answer = await ask(visitor, thread_id)
            if answer.status_code == 200:
                break
        await read(answer)
        assert await Thread.objects.acount() == 1


async def test_a_turn_interrupted_before_it_began_frees_its_place_and_its_visitor() -> (
    None
):
    async def events() -> AsyncIterator[bytes]:
        yield b"never"

    begun = stream.Stream(events(), lambda: None)
    await begun.interrupt()

    assert begun not in stream._open
    async with asyncio.timeout(5):
        with pytest.raises(NotFound):
            await begun.begin()
