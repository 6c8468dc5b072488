"""An answer outlives its visitor's connection, and ends in time."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
)
from django.core.management import call_command
from django.test import AsyncClient

from chatkit import conf
from chatkit.failures import NotFound
from chatkit.models import Item, Outcome, Thread, Turn
from chatkit.resolve import resolve
from chatkit.selfhosted import pulse, runs, stream
from chatkit.selfhosted.responders.base import Turn as Asked
from chatkit.selfhosted.responders.embedded.responder import EmbeddedResponder
from tests.chat import events_of, message
from tests.errors import assert_error
from tests.selfhosted.test_chat import post, read
from tests.server import SAMPLE

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "One two three four"


@pytest.fixture(autouse=True)
def _sample(transactional_db: None) -> None:
    call_command("loadresume", str(SAMPLE), verbosity=0)


@pytest.fixture
def visitor() -> AsyncClient:
    return AsyncClient()


class Answerer:
    """Says ``words`` and ends its answer when it is let, or breaks."""

    def __init__(self) -> None:
        self.words = WORDS
        self.may_end = asyncio.Event()
        self.breaks = False

    async def respond(self, turn: Asked) -> AsyncIterator[ThreadStreamEvent]:
        item = AssistantMessageItem(
            id=turn.item_id,
            thread_id=turn.thread.id,
            created_at=datetime.now(),
            content=[],
        )
        turn.report.answered_by = "fake"
        yield ThreadItemAddedEvent(item=item)
        if self.words:
            delta = AssistantMessageContentPartTextDelta(
                content_index=0, delta=self.words
            )
            yield ThreadItemUpdatedEvent(item_id=item.id, update=delta)
        await self.may_end.wait()
        if self.breaks:
            raise RuntimeError("the model is gone")
        part = AssistantMessageContent(text=f"{WORDS}.", annotations=[])
        yield ThreadItemDoneEvent(item=item.model_copy(update={"content": [part]}))


@pytest.fixture
def answerer(monkeypatch: pytest.MonkeyPatch) -> Answerer:
    answerer = Answerer()
    monkeypatch.setattr(
        EmbeddedResponder, "respond", lambda _, turn: answerer.respond(turn)
    )
    return answerer


class Reader:
    """Reads a stream beside the test, as a browser does."""

    def __init__(self, answer: Any) -> None:
        self.parts: list[str] = []
        self._came = asyncio.Event()
        self._task = asyncio.create_task(self._read(answer))

    async def _read(self, answer: Any) -> None:
        async for part in answer.streaming_content:
            self.parts.append(part.decode())
            self._came.set()

    async def until(self, text: str) -> None:
        while text not in "".join(self.parts):
            self._came.clear()
            await asyncio.wait_for(self._came.wait(), 10)

    async def leave(self) -> None:
        """What Django does when the visitor's connection ends."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def end(self) -> list[dict[str, Any]]:
        await asyncio.wait_for(self._task, 10)
        return events_of("".join(self.parts))


async def ask(visitor: AsyncClient, thread_id: str = "") -> Any:
    if thread_id:
        type_, params = "threads.add_user_message", {"thread_id": thread_id}
    else:
        type_, params = "threads.create", {}
    return await post(visitor, type_, input=message("Which jobs?"), **params)


async def begun(visitor: AsyncClient, until: str = "One") -> tuple[Reader, str]:
    """A reader of an answer that has begun, and the thread's id."""
    reader = Reader(await ask(visitor))
    await reader.until(until)
    return reader, (await Thread.objects.alatest("created_at")).id


async def shown(visitor: AsyncClient, thread_id: str) -> tuple[list[str], str | None]:
    """The thread's texts and the state of its last turn, as after a reload."""
    answer = await post(visitor, "threads.get_by_id", thread_id=thread_id)
    thread = answer.json()
    texts = [item["content"][0]["text"] for item in thread["items"]["data"]]
    return texts, thread["metadata"].get("turn")


async def stop(visitor: AsyncClient, thread_id: object) -> Any:
    return await visitor.post(
        "/api/chatkit/stop",
        json.dumps({"thread_id": thread_id}),
        content_type="application/json",
    )


async def recorded() -> Turn:
    """The only turn, once it is over."""
    for _ in range(500):
        turn = await Turn.objects.aget()
        if turn.milliseconds is not None:
            return turn
        await asyncio.sleep(0.02)
    raise AssertionError("the turn did not end")


@contextmanager
def configured(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(conf, "snapshot", conf.Snapshot(resolve(variables)))
        yield


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


async def test_a_turn_is_recorded(visitor: AsyncClient, answerer: Answerer) -> None:
    answerer.may_end.set()
    await read(await ask(visitor))

    turn = await Turn.objects.aget()
    question, answer = [item async for item in Item.objects.order_by("sequence")]
    assert turn.outcome == Outcome.ANSWERED
    assert turn.answered_by == "fake"
    assert (turn.question_id, turn.answer_id) == (question.item_id, answer.item_id)
    assert turn.thread_id == question.thread_id
    assert turn.milliseconds is not None


async def test_what_the_resume_does_not_say_is_recorded_as_unanswered(
    visitor: AsyncClient,
) -> None:
    question = message("Do they know Rust?")
    await read(await post(visitor, "threads.create", input=question))
    assert (await Turn.objects.aget()).outcome == Outcome.UNANSWERED


async def test_a_reload_reads_what_is_there_and_then_the_whole(
    visitor: AsyncClient, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse, "BEAT", 0.05)
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
    monkeypatch.setattr(runs, "GRACE", 0.1)
    reader, thread_id = await begun(visitor)
    await reader.leave()

    assert (await recorded()).outcome == Outcome.STOPPED
    assert await shown(visitor, thread_id) == (["Which jobs?", WORDS], "cut")


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


async def overdue(monkeypatch: pytest.MonkeyPatch, visitor: AsyncClient) -> Any:
    """The events of an answer that takes too long."""
    begin = runs.Run.begin

    async def soon(self: runs.Run, *args: Any, **kwargs: Any) -> None:
        await begin(self, args[0], args[1], args[2] / 50, **kwargs)

    monkeypatch.setattr(runs.Run, "begin", soon)
    with configured(monkeypatch, CHATKIT_ANSWER_SECONDS="5"):
        return await Reader(await ask(visitor)).end()


async def test_an_answer_that_takes_too_long_is_cut_short_and_says_so(
    visitor: AsyncClient, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, done, notice = await overdue(monkeypatch, visitor)
    assert done["item"]["content"][0]["text"] == WORDS
    assert notice["type"] == "notice"
    assert notice["message"] == "This answer took too long and was cut short."

    assert (await Turn.objects.aget()).outcome == Outcome.OVERDUE
    texts, state = await shown(visitor, done["item"]["thread_id"])
    assert (texts, state) == (["Which jobs?", WORDS], "cut")


async def test_an_answer_that_does_not_begin_in_time_can_be_tried_again(
    visitor: AsyncClient, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answerer.words = ""
    *_, error = await overdue(monkeypatch, visitor)
    assert error["type"] == "error"
    assert error["allow_retry"] is True
    thread_id = (await Thread.objects.aget()).id
    assert await shown(visitor, thread_id) == (["Which jobs?"], None)


async def test_what_a_failed_answerer_said_is_kept(
    visitor: AsyncClient, answerer: Answerer
) -> None:
    answerer.breaks = True
    reader, thread_id = await begun(visitor)
    answerer.may_end.set()
    *_, done, error = await reader.end()
    assert done["item"]["content"][0]["text"] == WORDS
    assert error == {"type": "error", "code": "stream.error", "allow_retry": True}
    assert (await Turn.objects.aget()).outcome == Outcome.FAILED
    assert await shown(visitor, thread_id) == (["Which jobs?", WORDS], "cut")


async def test_a_process_that_ends_stores_what_is_there(
    visitor: AsyncClient, answerer: Answerer
) -> None:
    reader, thread_id = await begun(visitor)
    await stream.end_all()
    assert (await Turn.objects.aget()).outcome == Outcome.LOST
    assert await shown(visitor, thread_id) == (["Which jobs?", WORDS], "cut")


async def test_a_refused_turn_leaves_no_record(visitor: AsyncClient) -> None:
    await read(await ask(visitor))
    thread_id = (await Thread.objects.aget()).id
    refused = await post(
        visitor, "threads.retry_after_item", thread_id=thread_id, item_id="msg_no"
    )
    assert_error(refused, 404, "not_found")
    assert (await Turn.objects.aget()).outcome == Outcome.ANSWERED


async def test_our_widget_is_sent_comments_while_nothing_is_said(
    visitor: AsyncClient, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "SILENCE", 0.05)
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


async def test_an_answer_that_could_not_be_stored_is_not_called_answered(
    visitor: AsyncClient, answerer: Answerer
) -> None:
    answer = await post(visitor, "threads.create", input=message("Languages?"))
    await Thread.objects.all().adelete()  # the store takes nothing for it any more
    answerer.may_end.set()

    assert events_of(await read(answer))[-1]["type"] == "error"
    assert (await Turn.objects.aget()).outcome == Outcome.FAILED


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
            await begun.first()
