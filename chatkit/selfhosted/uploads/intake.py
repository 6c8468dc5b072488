"""Receive a visitor's files: created, uploaded, checked, stored.

Django's default storage gets each file under a random name; only previews are served.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO
from uuid import uuid4

from django.core.files import File
from django.http import HttpRequest
from django.urls import reverse

from chatkit.api.errors import ChatError, InvalidRequest
from chatkit.config.resolve import Config
from chatkit.models import Attachment
from chatkit.selfhosted.rows import Data
from chatkit.selfhosted.uploads import (
    attachments,
    body_limit,
    content_type,
    extraction,
    metadata,
    previews,
    request_file,
)
from chatkit.selfhosted.uploads.errors import (
    FileNotSupported,
    FileTooLarge,
    NoSuchFile,
    TooManyFiles,
)


@dataclass(frozen=True, slots=True)
class FileInfo:
    """A file as the visitor declares it."""

    name: str
    mime_type: str
    size: int


def create(visitor_id: str, file: FileInfo, site: str, config: Config) -> Data:
    """A new attachment's data with its upload URL."""
    if file.size > request_file.max_bytes(config):
        raise FileTooLarge(f"The limit is {config.max_file_size_mb} MB.")
    if file.size < 1:
        raise InvalidRequest("The file is empty.")
    data = _new_data(file.name, file.mime_type, site)
    _require_room(visitor_id, config)
    url = site + reverse("chatkit:upload", args=[data["id"]])
    return {
        **data,
        "upload_descriptor": {"url": url, "method": "PUT", "headers": {}},
    }


def receive(
    request: HttpRequest, visitor_id: str, attachment_id: str, config: Config
) -> Data:
    """Store the file of a created attachment; a refused file deletes it."""
    try:
        row = attachments.load_awaited(visitor_id, attachment_id)
    except Attachment.DoesNotExist as error:
        raise NoSuchFile(str(error)) from error
    try:
        with _receive(request, config) as body:
            _store(row, body.file)
    except ChatError:
        attachments.delete_attachment(visitor_id, attachment_id)
        raise
    row.data = previews.renew({**row.data, "upload_descriptor": None})
    try:
        attachments.save_file(row)
    except Attachment.DoesNotExist as error:
        row.file.delete(save=False)
        raise NoSuchFile(str(error)) from error
    return public(row.data)


def create_and_receive(
    request: HttpRequest, visitor_id: str, site: str, config: Config
) -> Data:
    """Create an attachment and store its file in one request."""
    _require_room(visitor_id, config)
    with _receive(request, config) as body:
        data = _new_data(body.name, body.mime_type, site)
        row = Attachment(id=data["id"], visitor_id=visitor_id, data=data)
        _store(row, body.file)
        row.save(force_insert=True)
    return public(data)


def public(data: Data) -> Data:
    """The data as the protocol shows it: without nulls and the server's metadata."""
    return {
        key: value
        for key, value in data.items()
        if value is not None and key != "metadata"
    }


def _new_data(name: str, mime_type: str, site: str) -> Data:
    """A new attachment as the SDK stores it (``chatkit.types.Attachment``)."""
    name = metadata.clean_name(name)
    mime_type = metadata.require_mime_type(name, mime_type)
    data: Data = {
        "id": f"atc_{uuid4().hex}",
        "name": name,
        "mime_type": mime_type,
        "upload_descriptor": None,
        "thread_id": None,
        "metadata": None,
        "type": "image" if mime_type in metadata.IMAGES else "file",
    }
    if mime_type in metadata.IMAGES:
        data["preview_url"] = previews.signed_url(site, data["id"])
    return data


def _require_room(visitor_id: str, config: Config) -> None:
    if attachments.count_pending(visitor_id) >= config.max_files:
        raise TooManyFiles(f"{config.max_files} files are not sent yet.")


@contextmanager
def _receive(request: HttpRequest, config: Config) -> Iterator[request_file.Body]:
    if body_limit.is_truncated(request):
        raise FileTooLarge(f"The limit is {config.max_file_size_mb} MB.")
    with request_file.receive(request, request_file.max_bytes(config)) as body:
        yield body


def _store(row: Attachment, file: IO[bytes]) -> None:
    """Store the file and its text if its content has the declared type."""
    kind = content_type.detect(file)
    if kind != row.data["mime_type"]:
        raise FileNotSupported(f"It is {kind or 'unknown'}.")
    row.text = extraction.extract_text(file, kind)
    file.seek(0)
    row.file.save(uuid4().hex, File(file), save=False)
