"""A visitor stops an answer."""

import pytest
from django.test import AsyncClient

from chatkit.models import Outcome, Turn
from tests.support.chat_operations import read
from tests.support.errors import assert_error
from tests.support.streams import WORDS, Answerer, ask, begun, shown, stop

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_stopping_keeps_what_is_there_and_frees_the_thread(
    visitor: AsyncClient, answerer: Answerer
) -> None:
    reader, thread_id = await begun(visitor)
    assert (await stop(visitor, thread_id)).status_code == 204
    assert await shown(visitor, thread_id) == (["Which jobs?", WORDS], "cut")
    assert (await Turn.objects.aget()).outcome == Outcome.STOPPED

    last = (await reader.end())[-1]
    assert last["type"] == "thread.item.done"
    assert last["item"]["content"][0]["text"] == WORDS

    answerer.may_end.set()
    await read(await ask(visitor, thread_id))
    texts, state = await shown(visitor, thread_id)
    assert (len(texts), state) == (4, None)


async def test_stopping_an_answer_that_has_not_begun_leaves_an_open_question(
    visitor: AsyncClient, answerer: Answerer
) -> None:
    answerer.words = ""
    reader, thread_id = await begun(visitor, "item.added")
    assert (await stop(visitor, thread_id)).status_code == 204
    assert await shown(visitor, thread_id) == (["Which jobs?"], None)
    assert (await reader.end())[-1]["type"] == "thread.item.removed"


async def test_only_its_visitor_stops_an_answer(
    visitor: AsyncClient, answerer: Answerer
) -> None:
    reader, thread_id = await begun(visitor)
    assert_error(await stop(AsyncClient(), thread_id), 404, "not_found")
    assert_error(await stop(visitor, "thr_no"), 404, "not_found")
    assert (await shown(visitor, thread_id))[1] == "running"

    answerer.may_end.set()
    await reader.end()
    assert (await stop(visitor, thread_id)).status_code == 204
    assert (await shown(visitor, thread_id))[1] is None


async def test_a_request_to_stop_has_to_be_one(visitor: AsyncClient) -> None:
    assert_error(await stop(visitor, 7), 400, "invalid_request")
    url = "/api/chatkit/stop"
    for body in ("{", "[]", "{}"):
        answer = await visitor.post(url, body, content_type="application/json")
        assert_error(answer, 400, "invalid_request")
    answer = await visitor.post(url, "{}", content_type="text/plain")
    assert_error(answer, 415, "unsupported_media_type")
    assert_error(await visitor.get(url), 405, "method_not_allowed")
    answer = await visitor.post(
        url,
        "{}",
        content_type="application/json",
        headers={"Origin": "https://evil.example"},
    )
    assert_error(answer, 403, "origin_not_allowed")
