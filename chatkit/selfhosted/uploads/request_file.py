"""The file in a request: its body, or the multipart field ``file``.

It is refused at the first byte over the limit, twice: Django's ASGI handler writes a
whole body to disk before any view runs, so UploadLimit ends the body early; the view
refuses it, with CORS headers. DATA_UPLOAD_MAX_MEMORY_SIZE does not apply to bodies that
are read in chunks.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO, Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser, MultiPartParserError

from chatkit.api.asgi import Application, Message, Receive, Scope, Send
from chatkit.api.errors import InvalidRequest
from chatkit.config import conf
from chatkit.config.options import Options
from chatkit.selfhosted.uploads.errors import FileTooLarge

CHUNK = 64 * 1024
FIELD = "file"
PATH = "/api/chatkit/uploads"
ENVELOPE = 64 * 1024  # what multipart adds to a file
TRUNCATED = "chatkit.truncated"  # marks the scope of a request that was cut


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

    Raises FileTooLarge, or InvalidRequest if it is missing or empty.
    """
    limit = max_bytes(config)
    if TRUNCATED in getattr(request, "scope", {}):
        raise FileTooLarge(f"The limit is {limit} bytes.")
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


class UploadLimit:
    """ASGI middleware that ends the body of an upload at the limit."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and PATH in scope["path"]:
            scope = {**scope}
            receive = limit_body(scope, receive, max_bytes(conf.current()) + ENVELOPE)
        await self._application(scope, receive, send)


def limit_body(scope: Scope, receive: Receive, limit: int) -> Receive:
    """``receive`` that ends the body at ``limit`` bytes and discards the rest."""
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    is_declared_too_large = declared.isdigit() and int(declared) > limit
    remaining = limit

    async def receive_limited() -> Message:
        nonlocal remaining
        while TRUNCATED in scope:
            message = await receive()
            if message["type"] == "http.disconnect":
                return message
        if not is_declared_too_large:
            message = await receive()
            remaining -= len(message.get("body", b""))
            if remaining >= 0:
                return message
        scope[TRUNCATED] = True
        return {"type": "http.request", "body": b"", "more_body": False}

    return receive_limited
