"""A visitor's files: created, received, checked, stored and sent.

Django's default storage gets each file under a random name; only previews are served.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import timedelta
from pathlib import PurePosixPath
from typing import IO, Any
from uuid import uuid4

from django.core.files import File
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from chatkit.api.errors import ChatError, InvalidRequest
from chatkit.config.resolve import Config
from chatkit.fields import visible
from chatkit.models import Attachment
from chatkit.selfhosted.uploads import content_type, extraction, previews, request_file
from chatkit.selfhosted.uploads.errors import (
    FileNotSupported,
    FileTooLarge,
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

    Raises FileTooLarge, InvalidRequest, FileNotSupported or TooManyFiles.
    """
    if size > request_file.max_bytes(config):
        raise FileTooLarge(f"The limit is {config.max_file_size_mb} MB.")
    if size < 1:
        raise InvalidRequest("The file is empty.")
    data = _new_data(name, mime_type, site)
    _require_room(visitor_id, config)
    url = site + reverse("chatkit:upload", args=[data["id"]])
    descriptor = {"url": url, "method": "PUT", "headers": {}}
    return {**data, "upload_descriptor": descriptor}


def receive(
    request: HttpRequest, visitor_id: str, attachment_id: str, config: Config
) -> Data:
    awaited = Attachment.objects.filter(
        visitor_id=visitor_id, id=attachment_id, file=""
    )
    row = awaited.first()
    if row is None:
        raise NoSuchFile(f"{attachment_id} waits for no file.")
    try:
        with request_file.receive(request, config) as received:
            _store(row, received.file)
    except ChatError:
        awaited.delete()
        raise
    row.data = previews.renew({**row.data, "upload_descriptor": None})
    if not awaited.update(file=row.file.name, text=row.text, data=row.data):
        row.file.delete(save=False)
        raise NoSuchFile(f"{attachment_id} was deleted or uploaded meanwhile.")
    return public(row.data)


def create_and_receive(
    request: HttpRequest, visitor_id: str, site: str, config: Config
) -> Data:
    _require_room(visitor_id, config)
    with request_file.receive(request, config) as received:
        data = _new_data(received.name, received.mime_type, site)
        row = Attachment(id=data["id"], visitor_id=visitor_id, data=data)
        _store(row, received.file)
        row.save(force_insert=True)
    return public(data)


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
    mime_type = content_type.require_supported(mime_type, name)
    is_image = mime_type in content_type.IMAGES
    data: Data = {
        "id": f"atc_{uuid4().hex}",
        "name": name,
        "mime_type": mime_type,
        "upload_descriptor": None,
        "thread_id": None,
        "metadata": None,
        "type": "image" if is_image else "file",
    }
    if is_image:
        data["preview_url"] = previews.signed_url(site, data["id"])
    return data


def _require_room(visitor_id: str, config: Config) -> None:
    pending = Attachment.objects.filter(
        visitor_id=visitor_id, thread=None, created_at__gt=timezone.now() - PENDING
    )
    if pending.count() >= config.max_files:
        raise TooManyFiles(f"{config.max_files} files are not sent yet.")


def _store(row: Attachment, file: IO[bytes]) -> None:
    kind = content_type.detect(file)
    if kind != row.data["mime_type"]:
        raise FileNotSupported(f"It is {kind or 'unknown'}.")
    row.text = extraction.extract_text(file, kind)
    file.seek(0)
    row.file.save(uuid4().hex, File(file), save=False)
