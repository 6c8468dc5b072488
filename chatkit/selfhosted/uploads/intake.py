"""Take a visitor's files: announced, received, looked at, kept; then sent once.

What a file claims to be is in ``declared``, what it is in ``sniffing``. It is stored
under a random name by Django's default storage and served to nobody but as a preview.
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
from chatkit.selfhosted.rows import Data, Missing
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
    UploadsDisabled,
)


@dataclass(frozen=True, slots=True)
class Announced:
    """What the visitor says of a file."""

    name: str
    mime_type: str
    size: int


def demand(config: Config) -> None:
    """Raises UploadsDisabled where the settings say so."""
    if not config.enable_uploads:
        raise UploadsDisabled


def announce(visitor_id: str, file: Announced, site: str, config: Config) -> Data:
    """A new attachment's data, with the address to upload to."""
    if file.size > request_file.max_bytes(config):
        raise FileTooLarge(f"The limit is {config.max_file_size_mb} MB.")
    if file.size < 1:
        raise InvalidRequest("The file is empty.")
    data = _data(file.name, file.mime_type, site)
    _demand_room(visitor_id, config)
    address = site + reverse("chatkit:upload", args=[data["id"]])
    return {
        **data,
        "upload_descriptor": {"url": address, "method": "PUT", "headers": {}},
    }


def fill(
    request: HttpRequest, visitor_id: str, attachment_id: str, config: Config
) -> Data:
    """Keep the file of an announced attachment; one that is refused ends it."""
    try:
        row = attachments.awaited(visitor_id, attachment_id)
    except Missing as error:
        raise NoSuchFile(str(error)) from error
    try:
        with _received(request, config) as body:
            _keep(row, body.file)
    except ChatError:
        attachments.delete_attachment(visitor_id, attachment_id)
        raise
    row.data = previews.renewed({**row.data, "upload_descriptor": None})
    try:
        attachments.finish(row)
    except Missing as error:
        row.file.delete(save=False)
        raise NoSuchFile(str(error)) from error
    return public(row.data)


def take(request: HttpRequest, visitor_id: str, site: str, config: Config) -> Data:
    """Announce and keep a file in one request."""
    _demand_room(visitor_id, config)
    with _received(request, config) as body:
        data = _data(body.name, body.mime_type, site)
        row = Attachment(id=data["id"], visitor_id=visitor_id, data=data)
        _keep(row, body.file)
        row.save(force_insert=True)
    return public(data)


def public(data: Data) -> Data:
    """The data as the protocol shows it: no nulls, and metadata is the server's own."""
    return {
        key: value
        for key, value in data.items()
        if value is not None and key != "metadata"
    }


def _data(name: str, mime_type: str, site: str) -> Data:
    """A new attachment as the SDK keeps it (``chatkit.types.Attachment``)."""
    name = metadata.name(name)
    mime_type = metadata.mime_type(name, mime_type)
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
        data["preview_url"] = previews.address(site, data["id"])
    return data


def _demand_room(visitor_id: str, config: Config) -> None:
    if attachments.pending(visitor_id) >= config.max_files:
        raise TooManyFiles(f"{config.max_files} files wait to be sent.")


@contextmanager
def _received(request: HttpRequest, config: Config) -> Iterator[request_file.Body]:
    if body_limit.was_cut(request):
        raise FileTooLarge(f"The limit is {config.max_file_size_mb} MB.")
    with request_file.received(request, request_file.max_bytes(config)) as body:
        yield body


def _keep(row: Attachment, file: IO[bytes]) -> None:
    """Store the file and its text, if it is what it was said to be."""
    kind = content_type.kind(file)
    if kind != row.data["mime_type"]:
        raise FileNotSupported(f"It is {kind or 'unknown'}.")
    row.text = extraction.text_of(file, kind)
    file.seek(0)
    row.file.save(uuid4().hex, File(file), save=False)
