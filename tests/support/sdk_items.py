"""Threads and messages of two visitors as the SDK passes them to the store."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from chatkit.types import (
    InferenceOptions,
    ThreadMetadata,
    UserMessageItem,
    UserMessageTextContent,
)

from chatkit.models import Thread
from chatkit.selfhosted.store import DjangoStore


@dataclass
class Owner:
    visitor_id: str


async def owner_of(thread_id: str) -> Owner:
    return Owner((await Thread.objects.aget(id=thread_id)).visitor_id)


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
