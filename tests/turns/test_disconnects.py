"""An answer outlives its visitor's connection."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from django.core.asgi import get_asgi_application
from django.test import AsyncClient

from chatkit.api.asgi import Application
from chatkit.models import Outcome, Turn
from chatkit.selfhosted import stream
from chatkit.turns import active
from resume_site.public import PublicHandler
from tests.support.chat import message
from tests.support.chat_operations import URL
from tests.support.streams import WORDS, Answerer, begun, recorded, shown

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_a_reload_reads_what_is_there_and_then_the_whole(
    visitor: AsyncClient, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(active, "HEARTBEAT", 0.05)
    reader, thread_id = await begun(visitor)
    await reader.leave()

    texts, state = await shown(visitor, thread_id)
    while len(texts) < 2:
        await asyncio.sleep(0.02)
        texts, state = await shown(visitor, thread_id)
    assert (texts, state) == (["Which jobs?", WORDS], "running")

    answerer.may_end.set()
    assert (await recorded()).outcome == Outcome.ANSWERED
    assert await shown(visitor, thread_id) == (["Which jobs?", f"{WORDS}."], None)


async def test_an_answer_of_less_than_a_second_is_written_once(
    visitor: AsyncClient, answerer: Answerer
) -> None:
    reader, thread_id = await begun(visitor)
    await asyncio.sleep(0.3)
    assert await shown(visitor, thread_id) == (["Which jobs?"], "running")
    answerer.may_end.set()
    await reader.end()


async def test_a_visitor_who_does_not_come_back_ends_the_answer_after_a_while(
    visitor: AsyncClient, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(active, "DISCONNECT_GRACE", 0.1)
    reader, thread_id = await begun(visitor)
    await reader.leave()

    assert (await recorded()).outcome == Outcome.STOPPED
    assert await shown(visitor, thread_id) == (["Which jobs?", WORDS], "cut")


@pytest.mark.parametrize(
    "application",
    [PublicHandler(get_asgi_application()), get_asgi_application()],
    ids=["public", "django"],
)
async def test_a_visitor_who_leaves_before_the_first_event_is_sent_has_left_all_the_same(
    application: Application, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(active, "DISCONNECT_GRACE", 0.1)
    question = {"type": "threads.create", "params": {"input": message("Which jobs?")}}
    begun, is_sent = asyncio.Event(), False

    async def receive() -> dict[str, Any]:
        nonlocal is_sent
        if not is_sent:
            is_sent = True
            return {"type": "http.request", "body": json.dumps(question).encode()}
        await begun.wait()
        return {"type": "http.disconnect"}

    async def send(sent: Any) -> None:
        begun.set()
        await asyncio.Event().wait()  # the connection takes nothing, the head neither

    scope = {
        "type": "http",
        "method": "POST",
        "path": URL,
        "query_string": b"",
        "headers": [(b"host", b"testserver"), (b"content-type", b"application/json")],
    }
    async with asyncio.timeout(10):
        await application(scope, receive, send)

        assert (await recorded()).outcome == Outcome.STOPPED
        # The turn is recorded a moment before its task ends.
        await asyncio.gather(*(one._producer for one in stream._open))
    assert not stream._open


async def test_a_stream_is_left_once_however_often_it_is_closed() -> None:
    departures: list[None] = []

    async def events() -> AsyncIterator[bytes]:
        yield b"one"
        await asyncio.Event().wait()

    begun = await stream.begin(events(), lambda: departures.append(None), limit=99)
    begun.close()
    await asyncio.to_thread(begun.close)  # as Django's handler does
    await asyncio.sleep(0)
    assert len(departures) == 1
    await begun.interrupt()
    assert begun not in stream._open


async def test_a_process_that_ends_stores_what_is_there(
    visitor: AsyncClient, answerer: Answerer
) -> None:
    reader, thread_id = await begun(visitor)
    await stream.end_all()
    assert (await Turn.objects.aget()).outcome == Outcome.LOST
    assert await shown(visitor, thread_id) == (["Which jobs?", WORDS], "cut")
