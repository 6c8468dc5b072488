"""The file in a request: its body, or the multipart field ``file``.

``resume_site.bounds`` refuses a body that is larger than any file may be before it
reaches the disk; here the file itself is held to the limit.
DATA_UPLOAD_MAX_MEMORY_SIZE does not apply to bodies that are read in chunks.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser, MultiPartParserError

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
        with _file(request, max_bytes(config)) as received:
            yield received
    except OSError as error:  # the disk of temporary files is full
        logger.error("An upload can't be received: %s", error)  # noqa: TRY400
        raise NotStored(str(error)) from error


@contextmanager
def _file(request: HttpRequest, limit: int) -> Iterator[ReceivedFile]:
    if request.content_type == "multipart/form-data":
        with _part(request, limit) as received:
            yield received
        return
    with TemporaryFile() as file:
        size = 0
        while chunk := request.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise FileTooLarge(f"The limit is {limit} bytes.")
            file.write(chunk)
        if not size:
            raise InvalidRequest("The file is empty.")
        file.flush()
        yield ReceivedFile(file)


@contextmanager
def _part(request: HttpRequest, limit: int) -> Iterator[ReceivedFile]:
    try:
        parser = MultiPartParser(request.META, request, [FilePart(limit)])
        _, files = parser.parse()
    except (MultiPartParserError, SuspiciousOperation) as error:
        raise InvalidRequest(f"{type(error).__name__}: {error}") from error
    parts = files.getlist(FIELD)
    try:
        if len(parts) != 1 or not parts[0].size:
            raise InvalidRequest(f'Expected one field "{FIELD}" with a file in it.')
        (part,) = parts
        yield ReceivedFile(part.file, part.name or "", part.content_type or "")
    finally:
        for part in parts:
            part.close()


class FilePart(TemporaryFileUploadHandler):
    """Writes the field ``file`` to disk, up to a limit, and skips all others."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        if field_name != FIELD:
            raise SkipFile
        super().new_file(field_name, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start + len(raw_data) > self._limit:
            raise FileTooLarge(f"The limit is {self._limit} bytes.")
        return super().receive_data_chunk(raw_data, start)
