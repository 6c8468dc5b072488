"""Whatever ends an answer, nothing of it is lost and its thread can be asked again."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from chatkit.turns import leases
from tests.support.parallel_chats import Conversation, Crowd
from tests.support.server import SLOW, UNLIMITED, Server, serve

ANSWERS = 20
LEASE = leases.LEASE.total_seconds()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A worker that is given six seconds to stop, one of them to let answers end."""
    command = (*SLOW[:2], "--graceful-timeout=6", *SLOW[2:])
    folder = tmp_path_factory.mktemp("kill")
    with serve(folder, command=command, WEB_CONCURRENCY="1", **UNLIMITED) as server:
        yield server


@pytest.fixture
async def crowd(server: Server) -> AsyncIterator[Crowd]:
    async with Crowd(server.url) as crowd:
        yield crowd


async def end_all(server: Server, how: signal.Signals) -> None:
    """Send the signal to each worker and wait until others serve."""
    before = set(server.workers())
    for worker in before:
        os.kill(worker, how)
    while before & set(server.workers()) or len(server.workers()) < len(before):  # noqa: ASYNC110
        await asyncio.sleep(0.05)


async def state_after(talk: Conversation, seconds: float) -> tuple[list[str], object]:
    """What the thread shows when nothing runs in it any more, at the latest by then."""
    deadline = time.monotonic() + seconds
    texts, state = await talk.look()
    while state == "running" and time.monotonic() < deadline:
        await asyncio.sleep(0.5)
        texts, state = await talk.look()
    return texts, state


async def demand_a_new_answer(talk: Conversation) -> None:
    answer = await talk.ask_again("Which jobs?")
    assert answer.status_code == 200, answer.text
    texts, state = await talk.look()
    assert (texts[-2:], state) == (["Which jobs?", "end"], None)


async def test_visitors_who_leave_find_their_answers_whole(
    crowd: Crowd, tmp_path: Path
) -> None:
    told = tmp_path / "told"
    question = f"until {told}"
    async with crowd.conversations(ANSWERS, question) as talks:
        pass
    assert len({talk.thread_id for talk in talks}) == ANSWERS
    told.touch()

    for talk in talks:
        texts, state = await state_after(talk, 60)
        assert state is None
        assert texts[0] == question
        assert texts[1].startswith(talk.text)
        assert texts[1].endswith("word end")
    await asyncio.gather(*map(demand_a_new_answer, talks))


async def test_workers_that_are_told_to_stop_store_what_is_there(
    server: Server, crowd: Crowd
) -> None:
    async with crowd.conversations(ANSWERS, "60 seconds") as talks:
        await end_all(server, signal.SIGTERM)
        for talk in talks:
            await talk.end()
            texts, state = await talk.look()
            assert state == "cut"
            assert texts[0] == "60 seconds"
            assert texts[1].startswith(talk.text)
    await asyncio.gather(*map(demand_a_new_answer, talks))
    assert "Traceback" not in server.log


async def test_workers_that_are_killed_leave_what_was_there_and_no_lock(
    server: Server, crowd: Crowd
) -> None:
    async with crowd.conversations(ANSWERS, "60 seconds") as talks:
        for talk in talks:  # each answer was kept once
            while len((await talk.look())[0]) < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        await end_all(server, signal.SIGKILL)
        for talk in talks:
            await talk.end()
    killed = time.monotonic()

    for talk in talks:
        texts, state = await state_after(talk, killed + LEASE + 1 - time.monotonic())
        assert state == "cut"
        assert texts[0] == "60 seconds"
        assert talk.text.startswith(texts[1])
        assert texts[1].startswith("word0 ")
    await asyncio.gather(*map(demand_a_new_answer, talks))
    assert "Traceback" not in server.log
