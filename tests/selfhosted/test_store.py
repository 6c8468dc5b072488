"""The store keeps what the SDK gives it, for its owner alone."""

import pytest
from chatkit.store import NotFoundError
from chatkit.types import (
    AssistantMessageItem,
    Page,
    StructuredInputFreeform,
    StructuredInputItem,
)
from chatkit.types import Thread as FullThread

from chatkit.models import Feedback, Item, Thread
from tests.support.sdk_items import MINE, NOON, THEIRS, question, store, thread

pytestmark = pytest.mark.django_db(transaction=True)


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


async def test_feedback_stays_when_its_item_is_saved_again() -> None:
    await store.save_thread(thread(), MINE)
    answer = AssistantMessageItem(
        id="msg_1", thread_id="thr_1", created_at=NOON, content=[]
    )
    await store.add_thread_item("thr_1", answer, MINE)
    await store.save_feedback("thr_1", ["msg_1"], Feedback.POSITIVE, MINE)
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
