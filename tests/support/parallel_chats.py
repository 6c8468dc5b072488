"""One visitor's parallel conversations over HTTP."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

import httpx

from tests.support.chat import message

logging.getLogger("httpx").setLevel(logging.WARNING)  # a line for each request


class Conversation:
    """One question's stream; ``text`` is what was read of the answer so far."""

    def __init__(self, crowd: "Crowd") -> None:
        self.thread_id = ""
        self.text = ""
        self.is_whole = False
        self.began = asyncio.Event()
        self._crowd = crowd
        self._task: asyncio.Task[None] | None = None

    def ask(self, question: str) -> None:
        """Begin to read the answer in a new thread."""
        self._task = asyncio.create_task(self._read(question))

    async def end(self) -> None:
        """Read to the end, as far as the server lets it."""
        assert self._task
        await asyncio.gather(self._task, return_exceptions=True)

    async def leave(self) -> None:
        """Close the connection."""
        assert self._task
        self._task.cancel()
        await self.end()

    async def look(self) -> tuple[list[str], str | None]:
        """The thread's texts and the state of its last turn, as after a reload."""
        answer = await self._crowd.post("threads.get_by_id", thread_id=self.thread_id)
        assert answer.status_code == 200, answer.text
        thread = answer.json()
        texts = [item["content"][0]["text"] for item in thread["items"]["data"]]
        return texts, thread["metadata"].get("turn")

    async def ask_again(self, question: str) -> httpx.Response:
        """The next question and all of its answer."""
        return await self._crowd.post(
            "threads.add_user_message",
            thread_id=self.thread_id,
            input=message(question),
        )

    async def stop(self) -> httpx.Response:
        return await self._crowd.http.post(
            "/api/chatkit/stop", json={"thread_id": self.thread_id}
        )

    async def _read(self, question: str) -> None:
        async for event in self._crowd.stream(question):
            if event["type"] == "thread.created":
                self.thread_id = event["thread"]["id"]
            elif "delta" in event.get("update", ()):
                self.text += event["update"]["delta"]
                self.began.set()
            self.is_whole = event["type"] == "thread.item.done"


class Crowd:
    """``http`` keeps the visitor's cookie and opens as many connections as needed."""

    def __init__(self, url: str, cookies: httpx.Cookies | None = None) -> None:
        self.http = httpx.AsyncClient(
            base_url=url,
            timeout=60,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
            cookies=cookies,
        )

    async def __aenter__(self) -> Self:
        if not self.http.cookies:
            await self.post("threads.list")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def post(self, type_: str, **params: Any) -> httpx.Response:
        body = {"type": type_, "params": params}
        return await self.http.post("/api/chatkit/chat", json=body)

    async def stream(self, question: str) -> AsyncIterator[dict[str, Any]]:
        body = {"type": "threads.create", "params": {"input": message(question)}}
        async with self.http.stream("POST", "/api/chatkit/chat", json=body) as answer:
            assert answer.status_code == 200, answer.status_code
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    yield json.loads(line.removeprefix("data: "))

    @asynccontextmanager
    async def conversations(
        self, count: int, question: str
    ) -> AsyncIterator[list[Conversation]]:
        """So many at once, each with the beginning of its answer."""
        talks = [Conversation(self) for _ in range(count)]
        for talk in talks:
            talk.ask(question)
        try:
            await asyncio.gather(*(talk.began.wait() for talk in talks))
            yield talks
        finally:
            await asyncio.gather(*(talk.leave() for talk in talks))
