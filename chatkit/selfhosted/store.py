"""The SDK's Store on Django's ORM: the SDK's objects are stored as their JSON.

``context`` is any object with a string ``visitor_id``; it sees only what that visitor
owns.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import ParamSpec, Protocol, TypeVar
from uuid import uuid4

from django.core.exceptions import ObjectDoesNotExist
from pydantic import TypeAdapter

from chatkit import database
from chatkit.selfhosted import rows
from chatkit.selfhosted.uploads import attachments, previews
from chatkit.store import NotFoundError, Store, StoreItemType, default_generate_id
from chatkit.types import Attachment, Page, ThreadItem, ThreadMetadata

MAX_PAGE = 100
ITEM: TypeAdapter[ThreadItem] = TypeAdapter(ThreadItem)
ATTACHMENT: TypeAdapter[Attachment] = TypeAdapter(Attachment)

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T", ThreadMetadata, ThreadItem)


class Owner(Protocol):
    @property
    def visitor_id(self) -> str: ...


class DjangoStore(Store[Owner]):
    """Threads and items in the database. Order is the order of arrival."""

    def generate_thread_id(self, context: Owner) -> str:
        return _unique_id("thread")

    def generate_item_id(
        self, item_type: StoreItemType, thread: ThreadMetadata, context: Owner
    ) -> str:
        return _unique_id(item_type)

    async def load_thread(self, thread_id: str, context: Owner) -> ThreadMetadata:
        data = await _query(rows.load_thread, context.visitor_id, thread_id)
        return ThreadMetadata.model_validate(data)

    async def save_thread(self, thread: ThreadMetadata, context: Owner) -> None:
        await _query(rows.save_thread, context.visitor_id, *thread_columns(thread))

    async def load_threads(
        self, limit: int, after: str | None, order: str, context: Owner
    ) -> Page[ThreadMetadata]:
        limit = _clamp(limit)
        found = await _query(
            rows.list_threads, context.visitor_id, after, limit + 1, _order(order)
        )
        return _page([ThreadMetadata.model_validate(data) for data in found], limit)

    async def delete_thread(self, thread_id: str, context: Owner) -> None:
        await _query(rows.delete_thread, context.visitor_id, thread_id)

    async def load_thread_items(
        self,
        thread_id: str,
        after: str | None,
        limit: int,
        order: str,
        context: Owner,
    ) -> Page[ThreadItem]:
        limit = _clamp(limit)
        found = await _query(
            rows.list_items,
            context.visitor_id,
            thread_id,
            after,
            limit + 1,
            _order(order),
        )
        return _page(
            [ITEM.validate_python(previews.renew_item(data)) for data in found], limit
        )

    async def add_thread_item(
        self, thread_id: str, item: ThreadItem, context: Owner
    ) -> None:
        await _query(rows.add_item, context.visitor_id, thread_id, *_item_columns(item))

    async def save_item(self, thread_id: str, item: ThreadItem, context: Owner) -> None:
        await _query(
            rows.save_item, context.visitor_id, thread_id, *_item_columns(item)
        )

    async def load_item(
        self, thread_id: str, item_id: str, context: Owner
    ) -> ThreadItem:
        data = await _query(rows.load_item, context.visitor_id, thread_id, item_id)
        return ITEM.validate_python(previews.renew_item(data))

    async def delete_thread_item(
        self, thread_id: str, item_id: str, context: Owner
    ) -> None:
        await _query(rows.delete_item, context.visitor_id, thread_id, item_id)

    async def save_attachment(self, attachment: Attachment, context: Owner) -> None:
        data = attachment.model_dump(mode="json")
        await _query(
            attachments.save_attachment, context.visitor_id, attachment.id, data
        )

    async def load_attachment(self, attachment_id: str, context: Owner) -> Attachment:
        data = await _query(
            attachments.load_attachment, context.visitor_id, attachment_id
        )
        return ATTACHMENT.validate_python(previews.renew(data))

    async def delete_attachment(self, attachment_id: str, context: Owner) -> None:
        await _query(attachments.delete_attachment, context.visitor_id, attachment_id)


async def _query(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a query; turns a missing row into the SDK's NotFoundError."""
    try:
        return await database.run(work, *args, **kwargs)
    except ObjectDoesNotExist as error:
        raise NotFoundError(str(error)) from error


def _unique_id(kind: StoreItemType) -> str:
    """The SDK's prefix and 128 random bits; the SDK's own ids have 32."""
    prefix = default_generate_id(kind).partition("_")[0]
    return f"{prefix}_{uuid4().hex}"


def thread_columns(thread: ThreadMetadata) -> tuple[str, datetime, rows.Data]:
    """Its id, time of creation (the SDK's are naive) and data without its items."""
    created_at = thread.created_at.replace(tzinfo=thread.created_at.tzinfo or UTC)
    data = thread.model_dump(mode="json", exclude={"items"})
    return thread.id, created_at, data


def _item_columns(item: ThreadItem) -> tuple[str, str, rows.Data]:
    return item.id, item.type, item.model_dump(mode="json")


def _order(order: str) -> rows.Order:
    return "asc" if order == "asc" else "desc"


def _clamp(limit: int) -> int:
    """The protocol sets no maximum and lets negative limits through."""
    return max(1, min(limit, MAX_PAGE))


def _page(found: Sequence[T], limit: int) -> Page[T]:
    """A page of ``found``, which holds one row more if there are more."""
    data = list(found[:limit])
    has_more = len(found) > limit
    return Page(data=data, has_more=has_more, after=data[-1].id if has_more else None)
