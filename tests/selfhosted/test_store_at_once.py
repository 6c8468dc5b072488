"""Many who write to the store at once lose nothing and stay in order."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from chatkit.store import NotFoundError
from chatkit.types import StructuredInputFreeform, StructuredInputItem
from django.db import connections

from chatkit.models import Item, Thread
from tests.support.sdk_items import MINE, NOON, Owner, question, store, thread

pytestmark = pytest.mark.django_db(transaction=True)


def in_threads(work: Callable[[int], None], count: int = 8) -> None:
    """Call ``work`` with each number, all at once, on a connection each."""
    together = Barrier(count)

    def start(number: int) -> None:
        together.wait(timeout=10)
        try:
            work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        list(threads.map(start, range(count)))


def append(thread_id: str, id_: str) -> None:
    item = question(id_, thread_id=thread_id)
    asyncio.run(store.add_thread_item(thread_id, item, MINE))


def ids_in(thread_id: str) -> list[str]:
    found = Item.objects.filter(thread_id=thread_id).order_by("sequence")
    return list(found.values_list("item_id", flat=True))


async def test_many_writers_at_once_lose_nothing() -> None:
    await store.save_thread(thread(), MINE)
    await asyncio.gather(
        *(
            store.add_thread_item("thr_1", question(f"msg_{number % 20}"), MINE)
            for number in range(60)
        )
    )
    assert await Item.objects.acount() == 20


def test_what_many_append_to_one_thread_is_all_there_in_the_order_of_each() -> None:
    asyncio.run(store.save_thread(thread(), MINE))

    def writer(number: int) -> None:
        for at in range(10):
            append("thr_1", f"msg_{number}_{at}")

    in_threads(writer)
    stored = ids_in("thr_1")
    assert len(stored) == 80
    for number in range(8):
        own = [id_ for id_ in stored if id_.startswith(f"msg_{number}_")]
        assert own == [f"msg_{number}_{at}" for at in range(10)]


def test_appends_to_many_threads_at_once_stay_apart() -> None:
    def writer(number: int) -> None:
        made = thread(f"thr_{number}")
        asyncio.run(store.save_thread(made, MINE))
        for at in range(10):
            append(made.id, f"msg_{at}")

    in_threads(writer)
    for number in range(8):
        assert ids_in(f"thr_{number}") == [f"msg_{at}" for at in range(10)]


def test_a_form_that_is_answered_while_others_write_it_pending_stays_answered() -> None:
    asyncio.run(store.save_thread(thread(), MINE))
    pending = StructuredInputItem(
        id="si_1",
        thread_id="thr_1",
        created_at=NOON,
        inputs=[StructuredInputFreeform(id="q", question="Which role?")],
    )
    answered = pending.model_copy(update={"status": "answered"})

    def writer(number: int) -> None:
        for at in range(10):
            item = answered if (number, at) == (3, 5) else pending
            asyncio.run(store.save_item("thr_1", item, MINE))

    in_threads(writer)
    stored = Item.objects.get(item_id="si_1").data
    assert stored == answered.model_dump(mode="json")


def test_two_visitors_who_save_one_thread_id_at_once_have_one_owner() -> None:
    refused: list[int] = []

    def writer(number: int) -> None:
        try:
            asyncio.run(store.save_thread(thread(), Owner(f"user_{number}")))
        except NotFoundError:
            refused.append(number)

    in_threads(writer)
    owner = Thread.objects.get().visitor_id
    assert sorted([*refused, int(owner.removeprefix("user_"))]) == list(range(8))
