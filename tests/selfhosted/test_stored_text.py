"""Whatever a model writes is sent and kept, but for what no database and no wire takes."""

from collections.abc import AsyncIterator

import pytest
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    FileAttachment,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
)
from django.test import AsyncClient

from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.responder import ExtractiveResponder
from chatkit.fields import storable
from chatkit.models import Item, Outcome, Turn
from chatkit.selfhosted.store import DjangoStore
from chatkit.turns import leases
from tests.support.chat import events_of, message
from tests.support.chat_operations import post, read
from tests.support.sdk_items import MINE, NOON

pytestmark = pytest.mark.django_db(transaction=True)

#: NUL, half a character, and two halves that a server sent one by one.
PIECES = ("Nurse\0 ", "and \ud83d", "cook ", "\ud83d", "\ude00.")
WRITTEN = "".join(PIECES)
KEPT = "Nurse and cook 😀."
store = DjangoStore()


def answer(thread_id: str, item_id: str, *texts: str) -> AssistantMessageItem:
    return AssistantMessageItem(
        id=item_id,
        thread_id=thread_id,
        created_at=NOON,
        content=[AssistantMessageContent(text=text, annotations=[]) for text in texts],
    )


def test_data_is_kept_without_what_cannot_be_and_otherwise_as_it_is() -> None:
    data = {"é\0": [WRITTEN, None, True, 7, 0.5, "😀é"], "b": {"c": float("nan")}}
    assert storable(data) == {
        "é": [KEPT, None, True, 7, 0.5, "😀é"],
        "b": {"c": None},
    }


async def test_threads_items_and_attachments_are_kept_without_what_cannot_be() -> None:
    thread = ThreadMetadata(
        id="thr_1", created_at=NOON, title=WRITTEN, metadata={"k\0": [WRITTEN]}
    )
    await store.save_thread(thread, MINE)
    loaded = await store.load_thread("thr_1", MINE)
    assert (loaded.title, loaded.metadata) == (KEPT, {"k": [KEPT]})

    await store.add_thread_item("thr_1", answer("thr_1", "msg_1", WRITTEN), MINE)
    await store.save_item("thr_1", answer("thr_1", "msg_1", "x", WRITTEN), MINE)
    item = await store.load_item("thr_1", "msg_1", MINE)
    assert isinstance(item, AssistantMessageItem)
    assert [part.text for part in item.content] == ["x", KEPT]

    for _ in range(2):  # inserted, then updated
        file = FileAttachment(id="atc_1", name=WRITTEN, mime_type="text/plain")
        await store.save_attachment(file, MINE)
        assert (await store.load_attachment("atc_1", MINE)).name == KEPT


def test_a_partial_answer_is_stored_without_what_can_not_be() -> None:
    turn_id = leases.acquire_new("user_mine", "thr_1", {"id": "thr_1"}).turn_id
    item = answer("thr_1", "msg_1", WRITTEN)
    data = item.model_dump(mode="json")
    row = Item(thread_id="thr_1", item_id=item.id, type=item.type, data=data)

    assert leases.renew({turn_id: [row]}) == {}

    assert Item.objects.get().data["content"][0]["text"] == KEPT


async def test_a_turn_whose_answer_holds_them_is_answered_and_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def respond(_: object, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        item = answer(turn.thread.id, turn.item_id)
        yield ThreadItemAddedEvent(item=item)
        for piece in PIECES:
            delta = AssistantMessageContentPartTextDelta(content_index=0, delta=piece)
            yield ThreadItemUpdatedEvent(item_id=item.id, update=delta)
        yield ThreadItemDoneEvent(item=answer(turn.thread.id, turn.item_id, WRITTEN))

    monkeypatch.setattr(ExtractiveResponder, "respond", respond)
    visitor = AsyncClient()
    events = events_of(
        await read(await post(visitor, "threads.create", input=message("Which jobs?")))
    )

    assert events[-1]["item"]["content"][0]["text"].replace("\0", "") == KEPT
    assert (await Turn.objects.aget()).outcome == Outcome.ANSWERED
    thread_id = events[0]["thread"]["id"]
    shown = await post(visitor, "threads.get_by_id", thread_id=thread_id)
    (_, kept) = shown.json()["items"]["data"]
    assert kept["content"][0]["text"] == KEPT
