"""Attachments as rows, scoped to the visitor who owns them."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, connection
from django.utils import timezone

from chatkit.models import Attachment, Thread
from chatkit.selfhosted.rows import Data, Missing

HAS_TEXT = """
    SELECT 1 FROM chatkit_attachment WHERE thread_id = %s AND text <> '' LIMIT 1
"""

#: For how long a file that was not sent counts against its visitor.
PENDING = timedelta(hours=1)


def attachment(visitor_id: str, attachment_id: str) -> Data:
    """One attachment's data. Raises Missing."""
    mine = Attachment.objects.filter(visitor_id=visitor_id, id=attachment_id)
    data: Data | None = mine.values_list("data", flat=True).first()
    if data is None:
        raise Missing(f"Attachment {attachment_id} not found")
    return data


def save_attachment(visitor_id: str, attachment_id: str, data: Data) -> None:
    """Insert or update. Raises Missing when the id is another visitor's.

    The first thread it is sent in keeps it: the file goes when that thread goes.
    """
    mine = Attachment.objects.filter(visitor_id=visitor_id, id=attachment_id)
    if mine.update(data=data):
        thread = Thread.objects.filter(visitor_id=visitor_id, id=data["thread_id"])
        if data["thread_id"] and thread.exists():
            mine.filter(thread=None).update(thread=data["thread_id"])
        return
    try:
        Attachment.objects.create(id=attachment_id, visitor_id=visitor_id, data=data)
    except IntegrityError as error:
        raise Missing(f"Attachment {attachment_id} not found") from error


def delete_attachment(visitor_id: str, attachment_id: str) -> None:
    """Delete the attachment, if it is there, and its file with it."""
    Attachment.objects.filter(visitor_id=visitor_id, id=attachment_id).delete()


def awaited(visitor_id: str, attachment_id: str) -> Attachment:
    """One that was announced and whose file has not come. Raises Missing."""
    try:
        return Attachment.objects.get(visitor_id=visitor_id, id=attachment_id, file="")
    except Attachment.DoesNotExist:
        raise Missing(f"Attachment {attachment_id} not found") from None


def finish(row: Attachment) -> None:
    """Keep the file that came. Raises Missing when another came first, or it went."""
    unfinished = Attachment.objects.filter(pk=row.pk, file="")
    if not unfinished.update(file=row.file.name, text=row.text, data=row.data):
        raise Missing(f"Attachment {row.pk} not found")


def shown(attachment_id: str) -> Attachment:
    """A finished one of any visitor. Raises Missing."""
    try:
        return Attachment.objects.exclude(file="").get(id=attachment_id)
    except Attachment.DoesNotExist:
        raise Missing(f"Attachment {attachment_id} not found") from None


def pending(visitor_id: str) -> int:
    """How many the visitor announced lately and has not sent."""
    since = timezone.now() - PENDING
    mine = Attachment.objects.filter(visitor_id=visitor_id, created_at__gt=since)
    return mine.filter(thread=None).count()


def sendable(visitor_id: str, ids: Iterable[str]) -> dict[str, bool]:
    """By id of those that are the visitor's, whether it is finished and unused."""
    mine = Attachment.objects.filter(visitor_id=visitor_id, id__in=list(ids))
    return {row.pk: bool(row.file) and row.thread_id is None for row in mine}


def texts(visitor_id: str, thread_id: str) -> list[tuple[str, str]]:
    """Name and text of each file in the thread that has any, the newest first."""
    if not _has_text(thread_id):
        return []
    rows = Attachment.objects.filter(visitor_id=visitor_id, thread=thread_id)
    named = rows.exclude(text="").order_by("-created_at", "id")
    return list(named.values_list("data__name", "text"))


def _has_text(thread_id: str) -> bool:
    """Whether to ask on: each turn does, few have files, the ORM takes its time."""
    with connection.cursor() as cursor:
        cursor.execute(HAS_TEXT, [thread_id])
        return cursor.fetchone() is not None
