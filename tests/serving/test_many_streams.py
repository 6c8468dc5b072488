"""Hundreds of open answers, and what they leave behind."""

import asyncio
import re
from pathlib import Path

import psycopg

from tests.support.engines import SERVER, needs_postgres, new_database
from tests.support.parallel_chats import Crowd
from tests.support.server import SLOW, UNLIMITED, Server, serve

#: PostgreSQL lets 100 connections in unless it is told otherwise.
MAX_CONNECTIONS = 20
VARIABLES = {**UNLIMITED, "WEB_CONCURRENCY": "2", "CHATKIT_ANSWER_SECONDS": "300"}


async def all_complete(server: Server, told: Path, count: int) -> int:
    """Open so many streams at once, let them end; the connections used meanwhile."""
    async with Crowd(server.url) as crowd:
        async with crowd.conversations(count, f"until {told}") as talks:
            told.touch()  # noqa: ASYNC240 -- a test
            open_ = connections(server)
            await asyncio.gather(*(talk.end() for talk in talks))
            assert sum(talk.is_whole for talk in talks) == count
        looks = await asyncio.gather(*(talk.look() for talk in talks))
    for talk, (texts, state) in zip(talks, looks, strict=True):
        assert (texts[1:], state) == ([talk.text], None)
    return open_


def connections(server: Server) -> int:
    """How many the server has open; 0 where it has SQLite."""
    if not server.environment["DATABASE_URL"].startswith("postgres"):
        return 0
    database = server.environment["DATABASE_URL"].rpartition("/")[2]
    with psycopg.connect(SERVER, autocommit=True) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [database]
        ).fetchone()
    assert found
    return int(found[0])


@needs_postgres
async def test_three_hundred_open_answers_use_a_few_connections(tmp_path: Path) -> None:
    with (
        new_database("postgres", tmp_path) as url,
        serve(tmp_path, command=SLOW, DATABASE_URL=url, **VARIABLES) as server,
    ):
        used = await all_complete(server, tmp_path / "told", 300)
        assert 0 < used <= MAX_CONNECTIONS
        assert "Traceback" not in server.log


async def test_a_hundred_open_answers_complete_on_sqlite(tmp_path: Path) -> None:
    with serve(tmp_path, command=SLOW, **VARIABLES) as server:
        await all_complete(server, tmp_path / "told", 100)
        assert "locked" not in server.log
        assert "Traceback" not in server.log


async def test_hundreds_of_chats_leave_no_memory_behind(tmp_path: Path) -> None:
    variables = {**VARIABLES, "WEB_CONCURRENCY": "1"}
    with serve(tmp_path, command=SLOW, **variables) as server:
        async with Crowd(server.url) as crowd:

            async def chat(count: int) -> None:
                for _ in range(count):
                    events = [event async for event in crowd.stream("Which jobs?")]
                    assert events[-1]["type"] == "thread.item.done"

            await asyncio.gather(*(chat(5) for _ in range(20)))
            before = memory(server)
            await asyncio.gather(*(chat(10) for _ in range(20)))
            assert memory(server) < before * 1.05


def memory(server: Server) -> int:
    """What the workers hold, in kilobytes."""
    return sum(
        int(re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[0])
        for pid in server.workers()
    )
