"""The file in a request: its body, or the multipart field ``file``.

``resume_site.bounds`` refuses a body that is larger than any file may be before it
reaches the disk; here the file itself is held to the limit.
"""

import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, cast

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from chatkit.api.errors import InvalidRequest
from chatkit.config.options import Options
from chatkit.selfhosted.uploads.errors import FileTooLarge, NotStored

CHUNK = 64 * 1024
FIELD = "file"
ENVELOPE = 64 * 1024  # what multipart adds to a file

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """``name`` and ``mime_type`` are the multipart field's, else empty."""

    file: IO[bytes]
    name: str = ""
    mime_type: str = ""


def max_bytes(config: Options) -> int:
    return config.max_file_size_mb * 1024 * 1024


@contextmanager
def receive(request: HttpRequest, config: Options) -> Iterator[ReceivedFile]:
    """The request's file, on disk until the block ends.

    Raises FileTooLarge, NotStored, or InvalidRequest if it is missing or empty.
    """
    try:
        with _file(request) as received:
            size = received.file.seek(0, os.SEEK_END)
            if size > max_bytes(config):
                raise FileTooLarge(f"The limit is {config.max_file_size_mb} MB.")
            if not size:
                raise InvalidRequest("The file is empty.")
            yield received
    except OSError as error:  # the disk of temporary files is full
        logger.error("An upload can't be received: %s", error)  # noqa: TRY400
        raise NotStored(str(error)) from error


@contextmanager
def _file(request: HttpRequest) -> Iterator[ReceivedFile]:
    if request.content_type != "multipart/form-data":
        with TemporaryFile() as file:
            shutil.copyfileobj(request, file, CHUNK)
            yield ReceivedFile(file)
        return
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    try:  # ``FILES`` is empty in a PUT
        _, files = request.parse_file_upload(request.META, request)
    except (MultiPartParserError, SuspiciousOperation) as error:
        raise InvalidRequest(f"{type(error).__name__}: {error}") from error
    try:
        parts = files.getlist(FIELD)
        if len(parts) != 1:
            raise InvalidRequest(f'Expected one field "{FIELD}" with a file in it.')
        (part,) = parts
        content = cast("IO[bytes]", part.file)
        yield ReceivedFile(content, part.name or "", part.content_type or "")
    finally:
        for _, each in files.lists():
            for part in each:
                part.close()
