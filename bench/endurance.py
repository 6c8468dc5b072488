"""Are questions or answers lost under reloads, a database restart and a full disk?

    python bench/endurance.py [--seconds 120] [--database-url postgres://...]

Twenty visitors a second ask and ten look at the page, while the workers are reloaded
every ten seconds. A third of the way the disk is full for ten seconds; at two thirds the
database is restarted (``--restart`` is the command; without one, another process holds
SQLite's lock, and PostgreSQL's connections are cut). A visitor who is asked to wait does,
and asks again. As root the disk is a small tmpfs; else the processes may not write files.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.outages import fill_disk, forbid_writes, restart_database, small_disk
from tests.support.chat import message
from tests.support.server import SLOW, UNLIMITED, Server, serve

TURNS, VIEWS = 0.05, 0.1  # seconds between two
RELOADS = 10.0  # seconds between two
OUTAGE = 10.0  # seconds of a full disk
STORED = 60.0  # seconds after which an answer has to be stored
LENGTHS = (0.2, 0.5, 1.5, 4.0)  # seconds of answers


@dataclass
class Question:
    """``answer`` is the text that was seen whole, or ""."""

    text: str
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)
    thread_id: str = ""
    answer: str = ""
    lost: str = ""
    asked: int = 0

    async def ask(self, http: httpx.AsyncClient) -> None:
        body = {"type": "threads.create", "params": {"input": message(self.text)}}
        try:
            while await self._is_refused(http, body):  # noqa: ASYNC110
                await asyncio.sleep(1)
        except httpx.HTTPError as error:
            if not self.thread_id:
                self.lost = type(error).__name__

    async def _is_refused(self, http: httpx.AsyncClient, body: dict[str, Any]) -> bool:
        self.asked += 1
        async with http.stream("POST", "/api/chatkit/chat", json=body) as answer:
            if answer.status_code != httpx.codes.OK:
                await answer.aread()
                if "Retry-After" in answer.headers:
                    return True
                self.lost = f"{answer.status_code} {answer.text[:200]}"
                return False
            self.cookies = answer.cookies
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    self._read(json.loads(line.removeprefix("data: ")))
        return False

    def _read(self, event: dict[str, Any]) -> None:
        if event["type"] != "thread.item.done":
            return
        item = event["item"]
        self.thread_id = item["thread_id"]
        if item["type"] == "assistant_message":
            text = item["content"][0]["text"]
            self.answer = text if text.endswith("end") else ""

    async def is_stored(self, http: httpx.AsyncClient) -> bool:
        """Whether a reload shows the question and all that was seen of the answer."""
        body = {"type": "threads.get_by_id", "params": {"thread_id": self.thread_id}}
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = await http.post(
            "/api/chatkit/chat", json=body, headers={"Cookie": cookies}
        )
        if answer.status_code != httpx.codes.OK:
            return False
        items = answer.json()["items"]["data"]
        texts = [item["content"][0]["text"] for item in items]
        return texts[:1] == [self.text] and self.answer in (*texts[1:], "")


@dataclass
class Result:
    questions: list[Question] = field(default_factory=list)
    views: Counter[str] = field(default_factory=Counter)
    reloads: int = 0
    stored_after: float = 0.0
    not_stored: list[Question] = field(default_factory=list)

    @property
    def lost(self) -> list[Question]:
        return [question for question in self.questions if question.lost]

    def __str__(self) -> str:
        whole = sum(bool(question.answer) for question in self.questions)
        waited = sum(question.asked > 1 for question in self.questions)
        lost = Counter(question.lost for question in self.lost)
        return (
            f"{len(self.questions)} questions, {waited} of which had to wait,"
            f" {len(self.lost)} lost {dict(lost) or ''}\n"
            f"{whole} answers seen whole, {len(self.not_stored)} of the questions or"
            f" answers not stored; the last was after {self.stored_after:.0f} s\n"
            f"{self.reloads} reloads; page views: {dict(self.views)}"
        )


async def measure(
    server: Server,
    seconds: float,
    outages: Sequence[Callable[[], Coroutine[Any, Any, None]]],
    *,
    turns: float = TURNS,
    reloads: float = RELOADS,
) -> Result:
    """Ask for so long, with each outage in turn, and wait until all is stored.

    ``turns`` and ``reloads`` are the seconds between two.
    """
    result = Result()
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=0)
    async with (
        httpx.AsyncClient(base_url=server.url, timeout=60, limits=limits) as http,
        asyncio.TaskGroup() as visitors,
    ):

        def ask() -> Coroutine[Any, Any, None]:
            number = len(result.questions)
            length = LENGTHS[number % len(LENGTHS)]
            question = Question(f"Question {number} takes {length} seconds")
            result.questions.append(question)
            return question.ask(http)

        async def view() -> None:
            try:
                answer = await http.get("/")
                result.views[str(answer.status_code)] += 1
            except httpx.HTTPError as error:
                result.views[type(error).__name__] += 1

        async def reload() -> None:
            server.process.send_signal(signal.SIGHUP)
            result.reloads += 1

        ends = time.monotonic() + seconds
        for start, pause in ((ask, turns), (view, VIEWS), (reload, reloads)):
            visitors.create_task(repeat(visitors, start, pause, ends))
        for outage in outages:
            await asyncio.sleep(seconds / (len(outages) + 1))
            visitors.create_task(outage())
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as http:
        await wait_until_stored(result, http)
    return result


async def repeat(
    group: asyncio.TaskGroup,
    start: Callable[[], Coroutine[Any, Any, None]],
    pause: float,
    ends: float,
) -> None:
    due = time.monotonic()
    while (due := due + pause) < ends:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        group.create_task(start())


async def wait_until_stored(result: Result, http: httpx.AsyncClient) -> None:
    began = time.monotonic()
    result.not_stored = [one for one in result.questions if one.thread_id]
    while result.not_stored and time.monotonic() < began + STORED:
        result.not_stored = [
            one for one in result.not_stored if not await one.is_stored(http)
        ]
        result.stored_after = time.monotonic() - began
        await asyncio.sleep(0.5 if result.not_stored else 0)


def main(seconds: float, database_url: str, restart: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, disk = Path(name), Path(name, "disk")
        disk.mkdir()
        with small_disk(disk) as is_small:
            url = database_url or f"sqlite:///{disk / 'db.sqlite3'}"
            variables = {
                "DATABASE_URL": url,
                "DJANGO_MEDIA_ROOT": str(disk / "media"),
                "TMPDIR": str(disk),
                "WEB_CONCURRENCY": "2",
                **UNLIMITED,
            }
            with serve(folder, command=SLOW, **variables) as server:
                fill = fill_disk if is_small else forbid_writes
                outages = [
                    partial(fill, server, disk, OUTAGE),
                    partial(restart_database, url, restart),
                ]
                result = asyncio.run(measure(server, seconds, outages))
                kept = server.log.count("kept in memory")
                kind = "a full tmpfs" if is_small else "no file writes"
                sys.stdout.write(f"{result}\n{kind}: answers were kept {kept} times\n")
                if result.lost or result.not_stored:
                    sys.exit(1)


if __name__ == "__main__":
    os.environ["DJANGO_READ_DOTENV"] = "false"
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument(
        "--database-url", default="", help="postgres://..., else SQLite"
    )
    parser.add_argument("--restart", default="", help="command that restarts it")
    options = parser.parse_args()
    main(options.seconds, options.database_url, options.restart)
