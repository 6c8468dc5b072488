"""Attachments as rows, scoped to the visitor who owns them.

What is missing, or another visitor's, raises Attachment.DoesNotExist.
"""

from collections.abc import Sequence
from datetime import timedelta

from django.db import IntegrityError
from django.utils import timezone

from chatkit.config.resolve import Config
from chatkit.models import Attachment, Thread
from chatkit.selfhosted.rows import Data
from chatkit.selfhosted.uploads.errors import (
    NoSuchFile,
    TooManyFiles,
    UnusableFile,
    UploadsDisabled,
)
from chatkit.selfhosted.uploads.extractor import MAX_CHARACTERS

#: How long a file that was not sent counts against its visitor.
PENDING = timedelta(hours=1)


def require_enabled(config: Config) -> None:
    """Raises UploadsDisabled."""
    if not config.enable_uploads:
        raise UploadsDisabled


def load_attachment(visitor_id: str, attachment_id: str) -> Data:
    own = Attachment.objects.filter(visitor_id=visitor_id)
    data: Data = own.values_list("data", flat=True).get(id=attachment_id)
    return data


def save_attachment(visitor_id: str, attachment_id: str, data: Data) -> None:
    """Insert or update. Raises when the id is another visitor's.

    It belongs to the first thread it is sent in and is deleted with that.
    """
    own = Attachment.objects.filter(visitor_id=visitor_id, id=attachment_id)
    if own.update(data=data):
        thread = Thread.objects.filter(visitor_id=visitor_id, id=data["thread_id"])
        if data["thread_id"] and thread.exists():
            own.filter(thread=None).update(thread=data["thread_id"])
        return
    try:
        Attachment.objects.create(id=attachment_id, visitor_id=visitor_id, data=data)
    except IntegrityError as error:
        raise Attachment.DoesNotExist(attachment_id) from error


def delete_attachment(visitor_id: str, attachment_id: str) -> None:
    """Delete the attachment with its file, if it exists."""
    Attachment.objects.filter(visitor_id=visitor_id, id=attachment_id).delete()


def load_awaited(visitor_id: str, attachment_id: str) -> Attachment:
    """An attachment whose file was not uploaded yet."""
    return Attachment.objects.get(visitor_id=visitor_id, id=attachment_id, file="")


def save_file(row: Attachment) -> None:
    """Store the uploaded file. Raises if another was faster or the row is deleted."""
    awaited = Attachment.objects.filter(pk=row.pk, file="")
    if not awaited.update(file=row.file.name, text=row.text, data=row.data):
        raise Attachment.DoesNotExist(row.pk)


def load_uploaded(attachment_id: str) -> Attachment:
    """An uploaded attachment of any visitor."""
    return Attachment.objects.exclude(file="").get(id=attachment_id)


def count_pending(visitor_id: str) -> int:
    """How many the visitor created lately and has not sent."""
    since = timezone.now() - PENDING
    own = Attachment.objects.filter(visitor_id=visitor_id, created_at__gt=since)
    return own.filter(thread=None).count()


def require_sendable(visitor_id: str, ids: Sequence[str], config: Config) -> None:
    """Check that a message may carry these attachments.

    Raises UploadsDisabled, TooManyFiles, NoSuchFile or UnusableFile.
    """
    require_enabled(config)
    if len(ids) > config.max_files:
        raise TooManyFiles(f"A message carries at most {config.max_files}.")
    own = Attachment.objects.filter(visitor_id=visitor_id, id__in=list(ids))
    rows = {row.pk: row for row in own}
    if missing := [id_ for id_ in ids if id_ not in rows]:
        raise NoSuchFile(f"Attachment {missing[0]} not found")
    is_unsent = all(row.file and row.thread_id is None for row in rows.values())
    if len(rows) < len(ids) or not is_unsent:
        raise UnusableFile("Each has to be uploaded, and is sent once.")


def attached_text(visitor_id: str, thread_id: str) -> str:
    """The text of the thread's files, each after its name, the newest first."""
    rows = Attachment.objects.filter(visitor_id=visitor_id, thread=thread_id)
    texts = rows.exclude(text="").order_by("-created_at", "id")
    named = [
        f"{data['name']}:\n{text}" for data, text in texts.values_list("data", "text")
    ]
    return "\n\n".join(named)[:MAX_CHARACTERS]
