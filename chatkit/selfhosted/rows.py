"""Threads and items as rows; every query is scoped to the visitor who owns them.

What is missing, or another visitor's, raises Django's ObjectDoesNotExist.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Literal

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet

from chatkit.models import Feedback, Item, Thread

Order = Literal["asc", "desc"]
Data = dict[str, Any]


def load_thread(visitor_id: str, thread_id: str) -> Data:
    data: Data = Thread.objects.get(visitor_id=visitor_id, id=thread_id).data
    return data


def save_thread(
    visitor_id: str, thread_id: str, created_at: datetime, data: Data
) -> None:
    """Insert or update the thread. Raises when the id is another visitor's."""
    own = Thread.objects.filter(visitor_id=visitor_id, id=thread_id)
    if own.update(data=data):
        return
    try:
        Thread.objects.create(
            id=thread_id, visitor_id=visitor_id, created_at=created_at, data=data
        )
    except IntegrityError:
        if not own.update(data=data):  # inserted meanwhile
            raise Thread.DoesNotExist(f"Thread {thread_id} not found") from None


def list_threads(
    visitor_id: str, after: str | None, limit: int, order: Order
) -> Sequence[Data]:
    """Up to ``limit`` threads' data in order of creation."""
    rows = Thread.objects.filter(visitor_id=visitor_id)
    if after:
        cursor = rows.get(id=after)
        side = "gt" if order == "asc" else "lt"
        rows = rows.filter(
            Q((f"created_at__{side}", cursor.created_at))
            | Q(("created_at", cursor.created_at), (f"id__{side}", cursor.id))
        )
    sign = "" if order == "asc" else "-"
    rows = rows.order_by(f"{sign}created_at", f"{sign}id")
    return list(rows.values_list("data", flat=True)[:limit])


def delete_thread(visitor_id: str, thread_id: str) -> None:
    """Delete the thread with its items, if it exists."""
    Thread.objects.filter(visitor_id=visitor_id, id=thread_id).delete()


def load_item(visitor_id: str, thread_id: str, item_id: str) -> Data:
    data: Data = _items(visitor_id, thread_id).get(item_id=item_id).data
    return data


def add_item(
    visitor_id: str, thread_id: str, item_id: str, type_: str, data: Data
) -> None:
    """Append an item, or update it in place.

    The SDK adds an item twice when a stream is cancelled while it is saved, and when a
    workflow continues in the next turn.
    """
    try:
        if _insert_item(visitor_id, thread_id, item_id, type_, data):
            return
    except IntegrityError:
        if _update_item(visitor_id, thread_id, item_id, type_, data):
            return
    raise Thread.DoesNotExist(f"Thread {thread_id} not found")


def save_item(
    visitor_id: str, thread_id: str, item_id: str, type_: str, data: Data
) -> None:
    """Update an item in place, or append it."""
    if not _update_item(visitor_id, thread_id, item_id, type_, data):
        add_item(visitor_id, thread_id, item_id, type_, data)


def save_feedback(
    visitor_id: str, thread_id: str, item_ids: Iterable[str], feedback: Feedback
) -> None:
    """Store what the visitor thinks of answers; of nothing else, and of all or none."""
    ids = set(item_ids)
    answers = _items(visitor_id, thread_id).filter(type="assistant_message")
    with transaction.atomic():
        if answers.filter(item_id__in=ids).update(feedback=feedback) < len(ids):
            raise Item.DoesNotExist(f"{sorted(ids)} are not all answers in {thread_id}")


def list_items(
    visitor_id: str, thread_id: str, after: str | None, limit: int, order: Order
) -> Sequence[Data]:
    """Up to ``limit`` items' data in order of arrival."""
    rows = _items(visitor_id, thread_id)
    if after:
        side = "gt" if order == "asc" else "lt"
        rows = rows.filter((f"sequence__{side}", rows.get(item_id=after).sequence))
    rows = rows.order_by("sequence" if order == "asc" else "-sequence")
    return list(rows.values_list("data", flat=True)[:limit])


def delete_item(visitor_id: str, thread_id: str, item_id: str) -> None:
    """Delete the item, if it exists."""
    _items(visitor_id, thread_id).filter(item_id=item_id).delete()


def _insert_item(
    visitor_id: str, thread_id: str, item_id: str, type_: str, data: Data
) -> bool:
    """Insert the item if the thread is the visitor's, in one statement.

    The ORM needs two queries, which take a tenth of a turn's processor time. Columns
    and defaults come from the model.
    """
    item = Item(thread_id=thread_id, item_id=item_id, type=type_, data=data)
    fields = [field for field in Item._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(
        connection.ops.quote_name(str(field.column)) for field in fields
    )
    values = [
        field.get_db_prep_save(field.pre_save(item, add=True), connection)
        for field in fields
    ]
    statement = (
        f"INSERT INTO {Item._meta.db_table} ({columns})"  # noqa: S608 -- no user input
        f" SELECT {', '.join(['%s'] * len(values))} FROM {Thread._meta.db_table}"
        " WHERE id = %s AND visitor_id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, thread_id, visitor_id])
        return bool(cursor.rowcount)


def _update_item(
    visitor_id: str, thread_id: str, item_id: str, type_: str, data: Data
) -> bool:
    """Whether the item exists. An answered question never becomes pending again."""
    known = _items(visitor_id, thread_id).filter(item_id=item_id)
    if type_ == "structured_input" and data["status"] == "pending":
        pending = known.filter(data__status="pending")
        return bool(pending.update(data=data)) or known.exists()
    return bool(known.update(type=type_, data=data))


def _items(visitor_id: str, thread_id: str) -> QuerySet[Item]:
    return Item.objects.filter(thread_id=thread_id, thread__visitor_id=visitor_id)
