"""A visitor's files: created, received, checked, stored and sent.

Django's default storage gets each file under a random name; only previews are served.
"""

import os
import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from pathlib import PurePosixPath
from typing import IO, Any
from uuid import uuid4

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from chatkit.api.errors import ChatError, InvalidRequest
from chatkit.config.resolve import Config
from chatkit.fields import visible
from chatkit.models import Attachment
from chatkit.selfhosted.uploads import (
    content_type,
    extraction,
    previews,
    request_file,
    storage,
)
from chatkit.selfhosted.uploads.errors import (
    FileNotSupported,
    FileTooLarge,
    FileUnreadable,
    NoSuchFile,
    TooManyFiles,
    UnusableFile,
    UploadsDisabled,
)

#: How long a file that was not sent counts against its visitor.
PENDING = timedelta(hours=1)
MAX_NAME = 120

Data = dict[str, Any]


def require_enabled(config: Config) -> None:
    if not config.enable_uploads:
        raise UploadsDisabled


def create(
    visitor_id: str, site: str, config: Config, *, name: str, mime_type: str, size: int
) -> Data:
    """A new attachment's data with its upload URL.

    Raises FileTooLarge, InvalidRequest, FileNotSupported, TooManyFiles or QuotaReached.
    """
    if size > request_file.max_bytes(config):
        raise FileTooLarge(f"The limit is {config.max_file_size_mb} MB.")
    if size < 1:
        raise InvalidRequest("The file is empty.")
    data = _new_data(name, mime_type, site)
    _require_few(visitor_id, config)
    storage.require_room(size)
    url = site + reverse("chatkit:upload", args=[data["id"]])
    descriptor = {"url": url, "method": "PUT", "headers": {}}
    return {**data, "upload_descriptor": descriptor}


def receive(
    request: HttpRequest, visitor_id: str, attachment_id: str, config: Config
) -> Data:
    """Store the request's file as the attachment's; its data.

    Where the file is refused, the attachment is deleted.
    """
    awaited = Attachment.objects.filter(
        visitor_id=visitor_id, id=attachment_id, file=""
    )
    row = awaited.first()
    if row is None:
        raise NoSuchFile(f"{attachment_id} waits for no file.")
    site = request.build_absolute_uri("/").rstrip("/")
    try:
        with request_file.receive(request, config) as received:
            _examine(row, received.file, site)
            with storage.stored(row, received.file):
                _complete(awaited, row)
    except ChatError:
        awaited.delete()
        raise
    return public(row.data)


def create_and_receive(
    request: HttpRequest, visitor_id: str, site: str, config: Config
) -> Data:
    _require_few(visitor_id, config)
    with request_file.receive(request, config) as received:
        data = _new_data(received.name, received.mime_type, site)
        row = Attachment(id=data["id"], visitor_id=visitor_id, data=data)
        _examine(row, received.file, site)
        with storage.stored(row, received.file):
            row.save(force_insert=True)
    return public(row.data)


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


def public(data: Data) -> Data:
    """The data as the protocol shows it: without nulls and the server's metadata."""
    return {
        key: value
        for key, value in data.items()
        if value is not None and key != "metadata"
    }


def clean_name(name: str) -> str:
    """A file name for display: no path, no invisible characters, at most 120."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    cleaned = " ".join(visible(last).split()).strip(". ")
    suffix = PurePosixPath(cleaned).suffix[:10]
    if len(cleaned) > MAX_NAME:
        cleaned = cleaned[: MAX_NAME - len(suffix)] + suffix
    return cleaned or "file"


def _new_data(name: str, mime_type: str, site: str) -> Data:
    """A new attachment as the SDK stores it (``chatkit.types.Attachment``)."""
    name = clean_name(name)
    data = {
        "id": f"atc_{uuid4().hex}",
        "name": name,
        "upload_descriptor": None,
        "thread_id": None,
        "metadata": None,
    }
    return _typed(data, content_type.require_supported(mime_type, name), site)


def _typed(data: Data, mime_type: str, site: str) -> Data:
    """The data as of a file of this type; only images have a preview."""
    data = {key: value for key, value in data.items() if key != "preview_url"}
    if mime_type in content_type.IMAGES:
        preview_url = previews.signed_url(site, data["id"])
        data |= {"type": "image", "preview_url": preview_url}
    else:
        data["type"] = "file"
    return {**data, "mime_type": mime_type}


def _require_few(visitor_id: str, config: Config) -> None:
    pending = Attachment.objects.filter(
        visitor_id=visitor_id, thread=None, created_at__gt=timezone.now() - PENDING
    )
    if pending.count() >= config.max_files:
        raise TooManyFiles(f"{config.max_files} files are not sent yet.")


def _examine(row: Attachment, file: IO[bytes], site: str) -> None:
    """Fill the row from the file's content, which decides what the file is.

    Raises FileNotSupported, FileUnreadable, QuotaReached or Overloaded.
    """
    kind = content_type.detect(file)
    if not kind:
        raise FileNotSupported("It is none of the supported types.")
    row.size = file.seek(0, os.SEEK_END)
    storage.require_room(row.size)
    row.text = extraction.extract_text(file, kind)
    if not row.text and kind not in content_type.IMAGES:
        raise FileUnreadable
    row.data = _typed({**row.data, "upload_descriptor": None}, kind, site)


def _complete(awaited: QuerySet[Attachment], row: Attachment) -> None:
    changes = {"file": row.file.name, "text": row.text, "size": row.size}
    if not awaited.update(**changes, data=row.data):
        raise NoSuchFile(f"{row.pk} was deleted or uploaded meanwhile.")
