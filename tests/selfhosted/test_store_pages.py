"""The store gives threads and items page by page, in order of arrival."""

import pytest
from chatkit.store import NotFoundError

from tests.support.sdk_items import MINE, THEIRS, question, store, thread

pytestmark = pytest.mark.django_db(transaction=True)


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
