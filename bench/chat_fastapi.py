"""The peer of ``bench/chat.py``: a ChatKit server as one writes it from the SDK's docs.

    uvicorn --workers 2 bench.chat_fastapi:app

FastAPI, the SDK as it is, and a store that keeps everything in the process's memory. It
knows no visitors, limits, leases or uploads, and forgets all when it ends.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from chatkit.server import ChatKitServer, StreamingResult
from chatkit.store import NotFoundError, Store
from chatkit.types import (
    Attachment,
    Page,
    ThreadItem,
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
)
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse

from bench.chat_turn import answer

Context = dict[str, Any]
Row = TypeVar("Row", ThreadMetadata, ThreadItem)


@dataclass
class Kept:
    """One thread."""

    thread: ThreadMetadata
    items: list[ThreadItem] = field(default_factory=list)


class MemoryStore(Store[Context]):
    """Dictionaries and lists; copies go in and out."""

    def __init__(self) -> None:
        self._threads: dict[str, Kept] = {}

    async def load_thread(self, thread_id: str, context: Context) -> ThreadMetadata:
        return self._kept(thread_id).thread.model_copy(deep=True)

    async def save_thread(self, thread: ThreadMetadata, context: Context) -> None:
        copy = ThreadMetadata(**thread.model_dump(exclude={"items"}))
        if kept := self._threads.get(thread.id):
            kept.thread = copy
        else:
            self._threads[thread.id] = Kept(copy)

    async def load_threads(
        self, limit: int, after: str | None, order: str, context: Context
    ) -> Page[ThreadMetadata]:
        threads = [kept.thread for kept in self._threads.values()]
        return page(threads, limit, after, order)

    async def delete_thread(self, thread_id: str, context: Context) -> None:
        self._threads.pop(thread_id, None)

    async def load_thread_items(
        self,
        thread_id: str,
        after: str | None,
        limit: int,
        order: str,
        context: Context,
    ) -> Page[ThreadItem]:
        return page(self._kept(thread_id).items, limit, after, order)

    async def add_thread_item(
        self, thread_id: str, item: ThreadItem, context: Context
    ) -> None:
        self._kept(thread_id).items.append(item.model_copy(deep=True))

    async def save_item(
        self, thread_id: str, item: ThreadItem, context: Context
    ) -> None:
        items = self._kept(thread_id).items
        for index, known in enumerate(items):
            if known.id == item.id:
                items[index] = item.model_copy(deep=True)
                return
        items.append(item.model_copy(deep=True))

    async def load_item(
        self, thread_id: str, item_id: str, context: Context
    ) -> ThreadItem:
        for item in self._kept(thread_id).items:
            if item.id == item_id:
                return item.model_copy(deep=True)
        raise NotFoundError(f"Item {item_id} not found")

    async def delete_thread_item(
        self, thread_id: str, item_id: str, context: Context
    ) -> None:
        kept = self._kept(thread_id)
        kept.items = [item for item in kept.items if item.id != item_id]

    async def save_attachment(self, attachment: Attachment, context: Context) -> None:
        raise NotImplementedError

    async def load_attachment(self, attachment_id: str, context: Context) -> Attachment:
        raise NotImplementedError

    async def delete_attachment(self, attachment_id: str, context: Context) -> None:
        raise NotImplementedError

    def _kept(self, thread_id: str) -> Kept:
        try:
            return self._threads[thread_id]
        except KeyError:
            raise NotFoundError(f"Thread {thread_id} not found") from None


def page(rows: list[Row], limit: int, after: str | None, order: str) -> Page[Row]:
    """The rows that follow ``after``."""
    rows = rows if order == "asc" else rows[::-1]
    start = 1 + next((n for n, row in enumerate(rows) if row.id == after), -1)
    data = [row.model_copy(deep=True) for row in rows[start : start + limit]]
    has_more = len(rows) > start + limit
    return Page(data=data, has_more=has_more, after=data[-1].id if has_more else None)


class BenchmarkServer(ChatKitServer[Context]):
    def respond(
        self,
        thread: ThreadMetadata,
        input_user_message: UserMessageItem | None,
        context: Context,
    ) -> AsyncIterator[ThreadStreamEvent]:
        parts = input_user_message.content if input_user_message else []
        item_id = self.store.generate_item_id("message", thread, context)
        return answer(thread.id, item_id, "".join(part.text for part in parts))


app = FastAPI()
server = BenchmarkServer(MemoryStore())


@app.post("/chatkit")
async def chatkit(request: Request) -> Response:
    result = await server.process(await request.body(), {"request": request})
    if isinstance(result, StreamingResult):
        return StreamingResponse(result, media_type="text/event-stream")
    return Response(result.json, media_type="application/json")
