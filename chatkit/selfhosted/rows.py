"""Threads and items as rows: every query is scoped to the visitor who owns them.

What each turn does is written out in SQL that SQLite (3.35) and PostgreSQL both speak:
one statement where the ORM needs two, without the time it takes to compose them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet

from chatkit.models import Feedback, Item, Thread

SAVE_THREAD = """
    INSERT INTO chatkit_thread (id, visitor_id, created_at, data)
    VALUES (%s, %s, %s, %s)
    ON CONFLICT (id) DO UPDATE SET data = excluded.data
    WHERE chatkit_thread.visitor_id = excluded.visitor_id
"""
ADD_ITEM = """
    INSERT INTO chatkit_item (thread_id, item_id, type, data, feedback)
    SELECT id, %s, %s, %s, '' FROM chatkit_thread WHERE id = %s AND visitor_id = %s
    ON CONFLICT (thread_id, item_id)
    DO UPDATE SET type = excluded.type, data = excluded.data
"""

Order = Literal["asc", "desc"]
Data = dict[str, Any]


class Missing(Exception):
    """No such row, or it is another visitor's."""


@dataclass(frozen=True, slots=True)
class Partial:
    """What is there of an item that a turn is still writing."""

    turn_id: int
    thread_id: str
    item_id: str
    type: str
    data: Data


def thread(visitor_id: str, thread_id: str) -> Data:
    """One thread's data. Raises Missing."""
    data: Data = _thread(visitor_id, thread_id).data
    return data


def save_thread(
    visitor_id: str, thread_id: str, created_at: datetime, data: Data
) -> None:
    """Insert or update. Raises Missing when the id is another visitor's."""
    created_at = created_at.replace(tzinfo=created_at.tzinfo or UTC)
    moment = connection.ops.adapt_datetimefield_value(created_at)
    if not _execute(SAVE_THREAD, thread_id, visitor_id, moment, _json(data)):
        raise Missing(f"Thread {thread_id} not found")


def threads(
    visitor_id: str, after: str | None, limit: int, order: Order
) -> Sequence[Data]:
    """Up to ``limit`` threads' data in order of creation. Raises Missing for after."""
    rows = Thread.objects.filter(visitor_id=visitor_id)
    if after:
        cursor = _thread(visitor_id, after)
        side = "gt" if order == "asc" else "lt"
        rows = rows.filter(
            Q((f"created_at__{side}", cursor.created_at))
            | Q(("created_at", cursor.created_at), (f"id__{side}", cursor.id))
        )
    sign = "" if order == "asc" else "-"
    rows = rows.order_by(f"{sign}created_at", f"{sign}id")
    return list(rows.values_list("data", flat=True)[:limit])


def delete_thread(visitor_id: str, thread_id: str) -> None:
    """Delete the thread and its items, if it is there."""
    Thread.objects.filter(visitor_id=visitor_id, id=thread_id).delete()


def item(visitor_id: str, thread_id: str, item_id: str) -> Data:
    """One item's data. Raises Missing."""
    try:
        data: Data = _items(visitor_id, thread_id).get(item_id=item_id).data
    except Item.DoesNotExist:
        raise Missing(f"Item {item_id} not found") from None
    return data


def add_item(
    visitor_id: str, thread_id: str, item_id: str, type_: str, data: Data
) -> None:
    """Append an item; one that is there is updated in place.

    The chat SDK adds an item twice when a stream is cancelled while it is saved, and
    when a workflow goes on in the next turn. Raises Missing for another's thread.
    """
    if type_ != "structured_input":
        owner = (thread_id, visitor_id)
        if not _execute(ADD_ITEM, item_id, type_, _json(data), *owner):
            raise Missing(f"Thread {thread_id} not found")
        return
    _thread(visitor_id, thread_id)
    try:
        Item.objects.create(thread_id=thread_id, item_id=item_id, type=type_, data=data)
    except IntegrityError as error:
        if not _update_item(visitor_id, thread_id, item_id, type_, data):
            raise Missing(f"Thread {thread_id} not found") from error


def save_item(
    visitor_id: str, thread_id: str, item_id: str, type_: str, data: Data
) -> None:
    """Update an item in place, or append it. Raises Missing for another's thread."""
    if not _update_item(visitor_id, thread_id, item_id, type_, data):
        add_item(visitor_id, thread_id, item_id, type_, data)


def save_feedback(
    visitor_id: str, thread_id: str, item_ids: Iterable[str], feedback: Feedback
) -> None:
    """Keep what the visitor said of answers. Raises Missing, and keeps nothing, when
    one of them is no answer in the thread."""
    ids = set(item_ids)
    answers = _items(visitor_id, thread_id).filter(type="assistant_message")
    with transaction.atomic():
        if answers.filter(item_id__in=ids).update(feedback=feedback) < len(ids):
            raise Missing(f"Not all of {sorted(ids)} are answers in {thread_id}")


def keep_partials(partials: Sequence[Partial]) -> None:
    """Append or update them in one statement; the whole items take their places.

    For threads that are known to be the visitors'.
    """
    Item.objects.bulk_create(
        [
            Item(
                thread_id=partial.thread_id,
                item_id=partial.item_id,
                type=partial.type,
                data=partial.data,
            )
            for partial in partials
        ],
        update_conflicts=True,
        unique_fields=["thread", "item_id"],
        update_fields=["data"],
    )


def items(
    visitor_id: str, thread_id: str, after: str | None, limit: int, order: Order
) -> Sequence[Data]:
    """Up to ``limit`` items' data in order of arrival. Raises Missing for after."""
    rows = _items(visitor_id, thread_id)
    if after:
        try:
            cursor = rows.get(item_id=after).sequence
        except Item.DoesNotExist:
            raise Missing(f"Item {after} not found") from None
        side = "gt" if order == "asc" else "lt"
        rows = rows.filter((f"sequence__{side}", cursor))
    rows = rows.order_by("sequence" if order == "asc" else "-sequence")
    return list(rows.values_list("data", flat=True)[:limit])


def delete_item(visitor_id: str, thread_id: str, item_id: str) -> None:
    """Delete the item, if it is there."""
    _items(visitor_id, thread_id).filter(item_id=item_id).delete()


def _update_item(
    visitor_id: str, thread_id: str, item_id: str, type_: str, data: Data
) -> bool:
    """Whether the item is there. An answered question never turns pending again."""
    known = _items(visitor_id, thread_id).filter(item_id=item_id)
    if type_ == "structured_input" and data["status"] == "pending":
        still = known.filter(data__status="pending")
        return bool(still.update(data=data)) or known.exists()
    return bool(known.update(type=type_, data=data))


def _thread(visitor_id: str, thread_id: str) -> Thread:
    try:
        return Thread.objects.get(visitor_id=visitor_id, id=thread_id)
    except Thread.DoesNotExist:
        raise Missing(f"Thread {thread_id} not found") from None


def _items(visitor_id: str, thread_id: str) -> QuerySet[Item]:
    return Item.objects.filter(thread_id=thread_id, thread__visitor_id=visitor_id)


def _execute(statement: str, *values: Any) -> int:
    """Run one statement; how many rows it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        written: int = cursor.rowcount
        return written


def _json(data: Data) -> Any:
    """What the engine takes for ``data``."""
    return Item._meta.get_field("data").get_db_prep_save(data, connection)
