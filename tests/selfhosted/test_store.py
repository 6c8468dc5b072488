"""The store keeps what the SDK gives it, for its owner alone, in order of arrival."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from chatkit.store import NotFoundError
from chatkit.types import (
    AssistantMessageItem,
    InferenceOptions,
    Page,
    StructuredInputFreeform,
    StructuredInputItem,
    ThreadMetadata,
    UserMessageItem,
    UserMessageTextContent,
)
from chatkit.types import Thread as FullThread
from django.db import OperationalError, connection, connections

from chatkit.models import Feedback, Item, Thread
from chatkit.selfhosted import database, rows
from chatkit.selfhosted.store import DjangoStore

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Owner:
    visitor_id: str


MINE, THEIRS = Owner("user_mine"), Owner("user_theirs")
NOON = datetime(2026, 11, 23, 12)  # naive, as the SDK's own times are
store = DjangoStore()


def thread(id_: str = "thr_1", minutes: int = 0) -> ThreadMetadata:
    return ThreadMetadata(id=id_, created_at=NOON + timedelta(minutes=minutes))


def question(
    id_: str, text: str = "Hello?", thread_id: str = "thr_1"
) -> UserMessageItem:
    return UserMessageItem(
        id=id_,
        thread_id=thread_id,
        created_at=NOON,
        content=[UserMessageTextContent(text=text)],
        attachments=[],
        inference_options=InferenceOptions(),
    )


async def test_a_thread_comes_back_as_it_was_saved() -> None:
    saved = thread().model_copy(update={"title": None, "metadata": {"a": [1]}})
    await store.save_thread(saved, MINE)
    assert await store.load_thread("thr_1", MINE) == saved


async def test_items_saved_inside_a_thread_are_not_kept_twice() -> None:
    full = FullThread(
        **thread().model_dump(), items=Page(data=[question("msg_1")], has_more=False)
    )
    await store.save_thread(full, MINE)
    assert await store.load_thread("thr_1", MINE) == thread()


async def test_another_visitors_thread_does_not_exist() -> None:
    await store.save_thread(thread(), THEIRS)
    await store.add_thread_item("thr_1", question("msg_1"), THEIRS)

    with pytest.raises(NotFoundError, match="Thread thr_1 not found"):
        await store.load_thread("thr_1", MINE)
    with pytest.raises(NotFoundError):
        await store.load_item("thr_1", "msg_1", MINE)
    with pytest.raises(NotFoundError):
        await store.save_thread(thread(minutes=1), MINE)
    with pytest.raises(NotFoundError):
        await store.add_thread_item("thr_1", question("msg_2"), MINE)
    with pytest.raises(NotFoundError):
        await store.save_item("thr_1", question("msg_1", "Changed"), MINE)
    assert (await store.load_thread_items("thr_1", None, 9, "asc", MINE)).data == []
    assert (await store.load_threads(9, None, "asc", MINE)).data == []

    await store.delete_thread_item("thr_1", "msg_1", MINE)
    await store.delete_thread("thr_1", MINE)
    assert await store.load_thread("thr_1", THEIRS) == thread()
    assert await store.load_item("thr_1", "msg_1", THEIRS) == question("msg_1")


async def test_a_cursor_of_another_visitor_does_not_exist() -> None:
    await store.save_thread(thread(), MINE)
    await store.save_thread(thread("thr_2"), THEIRS)
    await store.add_thread_item("thr_2", question("msg_2", thread_id="thr_2"), THEIRS)

    with pytest.raises(NotFoundError):
        await store.load_threads(9, "thr_2", "asc", MINE)
    with pytest.raises(NotFoundError):
        await store.load_thread_items("thr_1", "msg_2", 9, "asc", MINE)


@pytest.mark.parametrize(
    ("order", "pages"),
    [
        ("asc", [["msg_0", "msg_1"], ["msg_2", "msg_3"], ["msg_4"]]),
        ("desc", [["msg_4", "msg_3"], ["msg_2", "msg_1"], ["msg_0"]]),
    ],
)
async def test_items_are_paged_in_order_of_arrival_though_their_times_are_equal(
    order: str, pages: list[list[str]]
) -> None:
    await store.save_thread(thread(), MINE)
    for number in range(5):
        await store.add_thread_item("thr_1", question(f"msg_{number}"), MINE)

    seen, after = [], None
    for _ in pages:
        page = await store.load_thread_items("thr_1", after, 2, order, MINE)
        seen.append([item.id for item in page.data])
        after = page.after
    assert seen == pages
    assert after is None


@pytest.mark.parametrize("order", ["asc", "desc"])
async def test_threads_are_paged_by_time_and_lose_none_of_equal_times(
    order: str,
) -> None:
    for number, minutes in enumerate([0, 5, 5, 5, 9]):
        await store.save_thread(thread(f"thr_{number}", minutes), MINE)

    seen, after = [], None
    for _ in range(3):
        page = await store.load_threads(2, after, order, MINE)
        seen += [thread.id for thread in page.data]
        after = page.after
    expected = [f"thr_{number}" for number in range(5)]
    assert seen == (expected if order == "asc" else expected[::-1])


@pytest.mark.parametrize(("limit", "count"), [(-5, 1), (0, 1), (10**9, 100)])
async def test_a_page_has_at_least_one_and_at_most_a_hundred_rows(
    limit: int, count: int
) -> None:
    await store.save_thread(thread(), MINE)
    for number in range(101):
        await store.add_thread_item("thr_1", question(f"msg_{number}"), MINE)
    page = await store.load_thread_items("thr_1", None, limit, "asc", MINE)
    assert len(page.data) == count
    assert page.has_more


async def test_an_item_added_twice_is_updated_and_keeps_its_place() -> None:
    await store.save_thread(thread(), MINE)
    for id_ in ("msg_1", "msg_2", "msg_1"):
        await store.add_thread_item("thr_1", question(id_, f"last of {id_}"), MINE)
    page = await store.load_thread_items("thr_1", None, 9, "asc", MINE)
    assert [item.id for item in page.data] == ["msg_1", "msg_2"]


async def test_the_same_item_id_may_stand_in_two_threads() -> None:
    for id_ in ("thr_1", "thr_2"):
        await store.save_thread(thread(id_), MINE)
        await store.add_thread_item(id_, question("__fake_id__", thread_id=id_), MINE)
    assert await Item.objects.acount() == 2


@pytest.mark.parametrize("write", [store.add_thread_item, store.save_item])
async def test_an_answered_question_never_turns_pending_again(write: object) -> None:
    await store.save_thread(thread(), MINE)
    pending = StructuredInputItem(
        id="si_1",
        thread_id="thr_1",
        created_at=NOON,
        inputs=[StructuredInputFreeform(id="q", question="Which role?")],
    )
    answered = pending.model_copy(update={"status": "answered"})
    for item in (pending, answered, pending):
        await write("thr_1", item, MINE)  # type: ignore[operator]
    assert await store.load_item("thr_1", "si_1", MINE) == answered


async def test_deleting_a_thread_deletes_its_items_and_deleting_twice_is_silent() -> (
    None
):
    await store.save_thread(thread(), MINE)
    await store.add_thread_item("thr_1", question("msg_1"), MINE)
    for _ in range(2):
        await store.delete_thread_item("thr_1", "msg_0", MINE)
        await store.delete_thread("thr_1", MINE)
    assert await Thread.objects.acount() == 0
    assert await Item.objects.acount() == 0


async def test_many_writers_at_once_lose_nothing() -> None:
    await store.save_thread(thread(), MINE)
    await asyncio.gather(
        *(
            store.add_thread_item("thr_1", question(f"msg_{number % 20}"), MINE)
            for number in range(60)
        )
    )
    assert await Item.objects.acount() == 20


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
    item = question(id_, thread_id=thread_id).model_dump(mode="json")
    rows.add_item("user_mine", thread_id, id_, "user_message", item)


def ids_in(thread_id: str) -> list[str]:
    found = Item.objects.filter(thread_id=thread_id).order_by("sequence")
    return list(found.values_list("item_id", flat=True))


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
        data = made.model_dump(mode="json")
        rows.save_thread("user_mine", made.id, made.created_at, data)
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
    ).model_dump(mode="json")
    answered = {**pending, "status": "answered"}

    def writer(number: int) -> None:
        for at in range(10):
            data = answered if (number, at) == (3, 5) else pending
            rows.save_item("user_mine", "thr_1", "si_1", "structured_input", data)

    in_threads(writer)
    assert Item.objects.get(item_id="si_1").data == answered


def test_two_visitors_who_save_one_thread_id_at_once_have_one_owner() -> None:
    refused: list[int] = []
    data = thread().model_dump(mode="json")

    def writer(number: int) -> None:
        try:
            rows.save_thread(f"user_{number}", "thr_1", NOON, data)
        except rows.Missing:
            refused.append(number)

    in_threads(writer)
    owner = Thread.objects.get().visitor_id
    assert sorted([*refused, int(owner.removeprefix("user_"))]) == list(range(8))


async def test_feedback_stays_when_its_item_is_saved_again() -> None:
    await store.save_thread(thread(), MINE)
    answer = AssistantMessageItem(
        id="msg_1", thread_id="thr_1", created_at=NOON, content=[]
    )
    await store.add_thread_item("thr_1", answer, MINE)
    await database.run(
        rows.save_feedback, "user_mine", "thr_1", ["msg_1"], Feedback.POSITIVE
    )
    for write in (store.save_item, store.add_thread_item):
        await write("thr_1", answer, MINE)
    assert (await Item.objects.aget()).feedback == "positive"


async def test_an_item_of_a_thread_that_was_just_deleted_is_not_kept() -> None:
    await store.save_thread(thread(), MINE)
    await store.delete_thread("thr_1", MINE)
    with pytest.raises(NotFoundError):
        await store.add_thread_item("thr_1", question("msg_1"), MINE)
    assert not await Item.objects.aexists()


def test_ids_cannot_be_guessed() -> None:
    made = {store.generate_item_id("message", thread(), MINE) for _ in range(100)}
    assert len(made) == 100
    assert all(id_.startswith("msg_") and len(id_) == 36 for id_ in made)


async def test_a_restart_of_the_database_fails_once_and_not_in_each_thread() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could be restarted")
    meeting = Barrier(database.EXECUTOR._max_workers)

    def connect() -> int:
        meeting.wait(timeout=5)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return int(cursor.fetchone()[0])

    def break_all(servers: list[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s) pid", [servers]
            )
        connections.close_all()

    workers = range(database.EXECUTOR._max_workers)
    # Theirs alone: other tests go on with the connections of other threads.
    servers = await asyncio.gather(*(database.run(connect) for _ in workers))
    await asyncio.to_thread(break_all, servers)
    with pytest.raises(OperationalError):
        await database.run(Thread.objects.count)
    await asyncio.gather(*(database.run(connect) for _ in workers))
