"""What could not be written is kept, in order, until the database takes it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from django.db import InternalError, OperationalError
from django.test import AsyncClient

from chatkit.models import Item, Outcome, Thread, Turn
from chatkit.selfhosted.partial_answers import TurnStore
from chatkit.selfhosted.store import DjangoStore
from chatkit.turns import leases, pending_writes
from chatkit.turns.pending_writes import PendingWrites
from tests.support.chat_operations import read
from tests.support.errors import assert_error
from tests.support.streams import WORDS, Answerer, ask, begun, recorded, shown

FULL = OperationalError("database or disk is full")


class Disk:
    """Takes writes, or fails with ``error``."""

    def __init__(self, error: Exception | None = FULL) -> None:
        self.error = error
        self.written: list[str] = []

    def write(self, text: str) -> Callable[[], Awaitable[None]]:
        async def write() -> None:
            if self.error:
                raise self.error
            self.written.append(text)

        return write


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pending_writes, "RETRY_INTERVAL", 0.01)


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("error", [FULL, InternalError("only reads")])
async def test_what_fails_is_written_in_order_once_the_disk_has_room(
    error: Exception,
) -> None:
    disk, writes = Disk(error), PendingWrites()
    writes.keep("thr_1", disk.write("item"))
    writes.keep("thr_2", disk.write("another's"))
    writes.keep("thr_1", disk.write("next item"))
    assert not await writes.flush("thr_1")
    disk.error = None
    await until(lambda: len(disk.written) == 3)
    assert sorted(disk.written) == ["another's", "item", "next item"]
    assert disk.written.index("item") < disk.written.index("next item")


async def test_a_thread_is_written_at_once_when_it_is_asked_again() -> None:
    disk, writes = Disk(None), PendingWrites()
    writes.keep("thr_1", disk.write("item"))
    assert await writes.flush("thr_1")
    assert disk.written == ["item"]


async def test_a_write_that_always_fails_holds_nobody_else(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    too_large, disk, writes = Disk(), Disk(), PendingWrites()
    writes.keep("thr_1", too_large.write("large"))
    monkeypatch.setattr(pending_writes, "KEPT", 0.2)
    writes.keep("thr_2", disk.write("small"))
    writes.keep("thr_3", too_large.write("large"))
    disk.error = None
    await until(lambda: disk.written == ["small"])
    await until(lambda: "given up: the database does not answer" in caplog.text)
    too_large.error = ValueError("the thread was deleted")
    await until(lambda: "Not stored: the thread was deleted" in caplog.text)


async def test_a_process_stops_when_all_is_stored_or_says_what_is_lost(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    disk, writes = Disk(), PendingWrites()
    await writes.drain()
    writes.keep("thr_1", disk.write("item"))
    asyncio.get_running_loop().call_later(0.1, lambda: setattr(disk, "error", None))
    await writes.drain()
    assert disk.written == ["item"]
    assert "lost" not in caplog.text

    disk.error = FULL
    monkeypatch.setattr(pending_writes, "STOP_TIMEOUT", 0.05)
    writes.keep("thr_2", disk.write("item"))
    await writes.drain()
    assert "The answers in thr_2 are lost." in caplog.text
    disk.error = None
    await until(lambda: len(disk.written) == 2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sample")
class TestTurns:
    """The whole way, with a store that can't write its items for a while."""

    @pytest.fixture
    def full(self, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
        full: list[bool] = []
        add = DjangoStore.add_thread_item

        async def add_or_fail(self: DjangoStore, *args: Any, **options: Any) -> None:
            if full:
                raise FULL
            await add(self, *args, **options)

        monkeypatch.setattr(DjangoStore, "add_thread_item", add_or_fail)
        return full

    async def test_an_answer_that_was_read_whole_is_stored_whole_later(
        self, visitor: AsyncClient, answerer: Answerer, full: list[bool]
    ) -> None:
        reader, thread_id = await begun(visitor)
        full.append(True)
        answerer.may_end.set()
        last = (await reader.end())[-1]
        assert last["type"] == "thread.item.done"
        assert last["item"]["content"][0]["text"] == f"{WORDS}."
        assert await shown(visitor, thread_id) == (["Which jobs?"], None)
        full.clear()
        async with asyncio.timeout(5):
            while await Item.objects.acount() < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert await shown(visitor, thread_id) == (["Which jobs?", f"{WORDS}."], None)

    async def test_the_next_question_is_taken_at_once_and_comes_after_the_answer(
        self, visitor: AsyncClient, answerer: Answerer, full: list[bool]
    ) -> None:
        reader, thread_id = await begun(visitor)
        full.append(True)
        answerer.may_end.set()
        await reader.end()
        full.clear()
        assert "item.done" in await read(await ask(visitor, thread_id))
        texts = ["Which jobs?", f"{WORDS}."]
        assert await shown(visitor, thread_id) == (texts * 2, None)

    async def test_a_question_that_cannot_be_stored_is_refused_and_leaves_nothing(
        self, visitor: AsyncClient, answerer: Answerer, full: list[bool]
    ) -> None:
        full.append(True)
        assert_error(await ask(visitor), 503, "overloaded")
        assert not await Thread.objects.aexists()
        assert not await Turn.objects.aexists()

    async def test_the_end_of_a_turn_is_recorded_when_it_can_be(
        self,
        visitor: AsyncClient,
        answerer: Answerer,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        release, failures = leases.release, [FULL]

        def fail_once(*args: Any, **columns: Any) -> None:
            if failures:
                raise failures.pop()
            release(*args, **columns)

        monkeypatch.setattr(leases, "release", fail_once)
        answerer.may_end.set()
        await read(await ask(visitor))
        assert not failures
        assert (await recorded()).outcome == Outcome.ANSWERED


def test_the_store_of_turns_overrides_every_write_of_a_turn() -> None:
    reads = ("load_", "generate_", "save_attachment", "delete_attachment")
    other = ("delete_thread", "save_feedback")  # not in a turn
    writes = {
        name
        for name, value in vars(DjangoStore).items()
        if callable(value) and not name.startswith(("_", *reads))
    } - {*other}
    assert writes == {name for name in vars(TurnStore) if not name.startswith("_")}
