"""Answers in progress: a responder that waits for the test, and a reader of its stream."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from chatkit.types import ThreadStreamEvent
from django.test import AsyncClient

from chatkit.answering.base import TurnInput
from chatkit.answering.message import Message
from chatkit.config import conf
from chatkit.config.resolve import resolve
from chatkit.models import Thread, Turn
from tests.support.chat import events_of, message
from tests.support.chat_operations import post

WORDS = "One two three four"


class Answerer:
    """Writes ``words``, then waits for ``may_end`` and ends its answer or fails."""

    def __init__(self) -> None:
        self.words = WORDS
        self.may_end = asyncio.Event()
        self.breaks = False

    async def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        message = Message(turn)
        turn.report.answered_by = "fake"
        for event in message.begin():
            yield event
        if self.words:
            yield message.write(self.words)
        await self.may_end.wait()
        if self.breaks:
            raise RuntimeError("the model is gone")
        yield message.write(".")
        for event in message.end():
            yield event


class Reader:
    """Reads a stream in a task of its own."""

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
        """Cancel the request, as Django does when the client disconnects."""
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
    """A reader of an answer in progress, and the thread's id."""
    reader = Reader(await ask(visitor))
    await reader.until(until)
    return reader, (await Thread.objects.alatest("created_at")).id


async def shown(visitor: AsyncClient, thread_id: str) -> tuple[list[str], str | None]:
    """The thread's texts and the state of its last turn, as a reload shows them."""
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
    """Wait for the only turn to end and return it."""
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
