"""The SDK's Store on Django's ORM: each object is stored as its JSON.

``context`` is any object with a string ``visitor_id``; every query is scoped to what
that visitor owns. Order is the order of arrival.
"""

from collections.abc import Callable, Coroutine, Iterable
from datetime import UTC
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar
from uuid import uuid4

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet
from pydantic import TypeAdapter

from chatkit import database, models
from chatkit.models import Feedback, Item
from chatkit.selfhosted.uploads import previews
from chatkit.selfhosted.uploads.extractor import MAX_CHARACTERS
from chatkit.store import NotFoundError, Store, StoreItemType, default_generate_id
from chatkit.types import Attachment, Page, ThreadItem, ThreadMetadata

MAX_PAGE = 100
FILES = 5  # loaded at a time: few of a thread's may fill MAX_CHARACTERS
ITEM: TypeAdapter[ThreadItem] = TypeAdapter(ThreadItem)
ATTACHMENT: TypeAdapter[Attachment] = TypeAdapter(Attachment)

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T", ThreadMetadata, ThreadItem)


class Owner(Protocol):
    @property
    def visitor_id(self) -> str: ...


def query(method: Callable[P, R]) -> Callable[P, Coroutine[Any, Any, R]]:
    """Run the method in a database thread; a missing row raises NotFoundError."""

    @wraps(method)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(*args, **kwargs)
        except ObjectDoesNotExist as error:
            raise NotFoundError(str(error)) from error

    return database.threaded(wrapped)


class DjangoStore(Store[Any]):
    def generate_thread_id(self, context: Owner) -> str:
        return _unique_id("thread")

    def generate_item_id(
        self, item_type: StoreItemType, thread: ThreadMetadata, context: Owner
    ) -> str:
        return _unique_id(item_type)

    @query
    def load_thread(self, thread_id: str, context: Owner) -> ThreadMetadata:
        row = _threads(context).filter(id=thread_id).first()
        if row is None:
            raise _missing_thread(thread_id)
        return ThreadMetadata.model_validate(row.data)

    @query
    def save_thread(self, thread: ThreadMetadata, context: Owner) -> None:
        own = _threads(context).filter(id=thread.id)
        data = thread.model_dump(mode="json", exclude={"items"})
        if own.update(data=data):
            return
        try:
            models.Thread.objects.create(
                id=thread.id,
                visitor_id=context.visitor_id,
                # The SDK's times are naive.
                created_at=thread.created_at.replace(
                    tzinfo=thread.created_at.tzinfo or UTC
                ),
                data=data,
            )
        except IntegrityError:
            if not own.update(data=data):  # inserted meanwhile
                raise _missing_thread(thread.id) from None

    @query
    def load_threads(
        self, limit: int, after: str | None, order: str, context: Owner
    ) -> Page[ThreadMetadata]:
        rows = _threads(context)
        is_ascending = order == "asc"
        if after:
            cursor = rows.get(id=after)
            side = "gt" if is_ascending else "lt"
            rows = rows.filter(
                Q((f"created_at__{side}", cursor.created_at))
                | Q(("created_at", cursor.created_at), (f"id__{side}", cursor.id))
            )
        sign = "" if is_ascending else "-"
        rows = rows.order_by(f"{sign}created_at", f"{sign}id")
        return _page(rows, limit, ThreadMetadata.model_validate)

    @query
    def delete_thread(self, thread_id: str, context: Owner) -> None:
        _threads(context).filter(id=thread_id).delete()

    @query
    def load_thread_items(
        self,
        thread_id: str,
        after: str | None,
        limit: int,
        order: str,
        context: Owner,
    ) -> Page[ThreadItem]:
        rows = _items(thread_id, context)
        is_ascending = order == "asc"
        if after:
            side = "gt" if is_ascending else "lt"
            rows = rows.filter((f"sequence__{side}", rows.get(item_id=after).sequence))
        rows = rows.order_by("sequence" if is_ascending else "-sequence")
        return _page(rows, limit, _load_item)

    @query
    def add_thread_item(self, thread_id: str, item: ThreadItem, context: Owner) -> None:
        """Append the item, or update it in place.

        The SDK adds an item twice when a stream is cancelled while it is saved, and
        when a workflow continues in the next turn.
        """
        _append(_item_row(thread_id, item), context)

    @query
    def save_item(self, thread_id: str, item: ThreadItem, context: Owner) -> None:
        row = _item_row(thread_id, item)
        if not _update(row, context):
            _append(row, context)

    @query
    def load_item(self, thread_id: str, item_id: str, context: Owner) -> ThreadItem:
        return _load_item(_items(thread_id, context).get(item_id=item_id).data)

    @query
    def delete_thread_item(self, thread_id: str, item_id: str, context: Owner) -> None:
        _items(thread_id, context).filter(item_id=item_id).delete()

    @query
    def save_feedback(
        self,
        thread_id: str,
        item_ids: Iterable[str],
        feedback: Feedback,
        context: Owner,
    ) -> None:
        """Of all of the items or none; NotFoundError unless all are answers."""
        ids = set(item_ids)
        answers = _items(thread_id, context).filter(type="assistant_message")
        with transaction.atomic():
            updated = answers.filter(item_id__in=ids).update(feedback=feedback)
            if updated < len(ids):
                raise Item.DoesNotExist(
                    f"{sorted(ids)} are not all answers in {thread_id}"
                )

    @query
    def save_attachment(self, attachment: Attachment, context: Owner) -> None:
        """Insert or update it. NotFoundError if the id is another visitor's.

        It belongs to the first thread it is sent in and is deleted with that.
        """
        own = _attachments(context).filter(id=attachment.id)
        data = attachment.model_dump(mode="json")
        if own.update(data=data):
            thread_id = attachment.thread_id
            if thread_id and _threads(context).filter(id=thread_id).exists():
                own.filter(thread=None).update(thread=thread_id)
            return
        try:
            models.Attachment.objects.create(
                id=attachment.id, visitor_id=context.visitor_id, data=data
            )
        except IntegrityError as error:
            raise models.Attachment.DoesNotExist(attachment.id) from error

    @query
    def load_attachment(self, attachment_id: str, context: Owner) -> Attachment:
        row = _attachments(context).get(id=attachment_id)
        return ATTACHMENT.validate_python(previews.renew(row.data))

    @query
    def delete_attachment(self, attachment_id: str, context: Owner) -> None:
        _attachments(context).filter(id=attachment_id).delete()

    @query
    def load_attached_text(self, thread_id: str, context: Owner) -> str:
        """The text of the thread's files, each after its name, the newest first."""
        rows = _attachments(context).filter(thread=thread_id).exclude(text="")
        found = ""
        for row in rows.order_by("-created_at", "id").iterator(chunk_size=FILES):
            found += f"{row.data['name']}:\n{row.text}\n\n"
            if len(found) >= MAX_CHARACTERS:
                break
        return found[:MAX_CHARACTERS].rstrip()


def _threads(context: Owner) -> QuerySet[models.Thread]:
    return models.Thread.objects.filter(visitor_id=context.visitor_id)


def _items(thread_id: str, context: Owner) -> QuerySet[Item]:
    return Item.objects.filter(
        thread_id=thread_id, thread__visitor_id=context.visitor_id
    )


def _attachments(context: Owner) -> QuerySet[models.Attachment]:
    return models.Attachment.objects.filter(visitor_id=context.visitor_id)


def _missing_thread(thread_id: str) -> ObjectDoesNotExist:
    return models.Thread.DoesNotExist(f"Thread {thread_id} not found")


def _unique_id(kind: StoreItemType) -> str:
    """The SDK's prefix and 128 random bits; the SDK's own ids have 32."""
    prefix = default_generate_id(kind).partition("_")[0]
    return f"{prefix}_{uuid4().hex}"


def _load_item(data: dict[str, Any]) -> ThreadItem:
    if files := data.get("attachments"):
        data = {**data, "attachments": [previews.renew(file) for file in files]}
    return ITEM.validate_python(data)


def _item_row(thread_id: str, item: ThreadItem) -> Item:
    data = item.model_dump(mode="json")
    return Item(thread_id=thread_id, item_id=item.id, type=item.type, data=data)


def _append(row: Item, context: Owner) -> None:
    try:
        if _insert(row, context):
            return
    except IntegrityError:
        if _update(row, context):
            return
    raise _missing_thread(row.thread_id)


def _insert(row: Item, context: Owner) -> bool:
    """Insert the item if the thread is the visitor's, in one statement.

    The ORM needs two queries, which take a tenth of a turn's processor time. Columns
    and defaults come from the model.
    """
    fields = [field for field in Item._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(
        connection.ops.quote_name(str(field.column)) for field in fields
    )
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for field in fields
    ]
    statement = (
        f"INSERT INTO {Item._meta.db_table} ({columns})"  # noqa: S608 -- no user input
        f" SELECT {', '.join(['%s'] * len(values))} FROM {models.Thread._meta.db_table}"
        " WHERE id = %s AND visitor_id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, row.thread_id, context.visitor_id])
        return bool(cursor.rowcount)


def _update(row: Item, context: Owner) -> bool:
    """Whether the item exists. An answered question never becomes pending again."""
    stored = _items(row.thread_id, context).filter(item_id=row.item_id)
    if row.type == "structured_input" and row.data["status"] == "pending":
        pending = stored.filter(data__status="pending")
        return bool(pending.update(data=row.data)) or stored.exists()
    return bool(stored.update(type=row.type, data=row.data))


def _page(
    rows: QuerySet[Any], limit: int, load: Callable[[dict[str, Any]], T]
) -> Page[T]:
    limit = max(1, min(limit, MAX_PAGE))
    found = [load(data) for data in rows.values_list("data", flat=True)[: limit + 1]]
    data, has_more = found[:limit], len(found) > limit
    return Page(data=data, has_more=has_more, after=data[-1].id if has_more else None)
