"""Refuses what is too large before it costs memory, disk or a thread.

Django's ASGI handler writes a whole body to the disk before it looks at the address.
"""

import asyncio
from contextlib import suppress
from io import BytesIO
from typing import Any, cast

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.core.handlers.exception import convert_exception_to_response
from django.http.response import HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from chatkit.api.asgi import Application, Message, Receive, Scope, Send
from chatkit.api.errors import (
    ChatError,
    HeadersTooLarge,
    Overloaded,
    TooLarge,
    error_response,
)
from chatkit.api.origins import OriginMiddleware
from chatkit.config import conf
from chatkit.selfhosted.uploads.errors import FileTooLarge, NotStored
from chatkit.selfhosted.uploads.request_file import ENVELOPE, max_bytes
from resume_site.headers import SecurityHeaders

MAX_HEADERS = 64 * 1024
MAX_BODY = 64 * 1024  # of any address but the following
MAX_ADMIN = 2_500_000
#: The résumé's desk takes what is too long for it, and shows it again with a sentence.
DESK = "admin:resume_resume_"
MAX_DESK = 12_000_000
UPLOADS = ("chatkit:uploads", "chatkit:upload")
#: Bytes of forms that take a file; their views say what a file may have.
FORMS = dict.fromkeys(
    (f"{DESK}import", f"{DESK}story_picture", f"{DESK}photo"),
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE or MAX_DESK,
)
MAX_UPLOADS = 20  # at once, in this process
RETRY_AFTER = 5  # seconds
LINGER = 2.0  # seconds a client that still sends is given to read the answer


class Bounds:
    """ASGI middleware; also refuses WebSockets, which Django answers with a 500."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._uploads = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close"})
        elif scope["type"] != "http":
            await self._application(scope, receive, send)
        elif _size(scope) > MAX_HEADERS:
            await refuse(HeadersTooLarge(), scope, receive, send)
        elif _address(scope) not in UPLOADS:
            await self._serve(scope, receive, send)
        elif self._uploads >= MAX_UPLOADS:
            busy = Overloaded("Too many uploads at once.", retry_after=RETRY_AFTER)
            await refuse(busy, scope, receive, send)
        else:
            self._uploads += 1
            try:
                await self._serve(scope, receive, send)
            finally:
                self._uploads -= 1

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = _address(scope)
        limit = body_limit(address)
        too_large = FileTooLarge if address in UPLOADS else TooLarge
        declared = dict(scope.get("headers", ())).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > limit:
            await refuse(too_large(), scope, receive, send)
            return
        body = Body(receive, limit)
        try:
            await self._application(scope, body.receive, send)
        except OSError as error:  # the disk is full
            if body.is_complete:
                raise
            await refuse(NotStored(str(error)), scope, receive, send)
        if body.is_too_large:
            await refuse(too_large(), scope, receive, send)


class Body:
    """A body that counts as a disconnect where it passes the limit."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit
        self.is_complete = False

    @property
    def is_too_large(self) -> bool:
        return self._left < 0

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        self.is_complete = not message.get("more_body")
        return {"type": "http.disconnect"} if self.is_too_large else message


def body_limit(address: str) -> int:
    """Bytes. ``address`` is a name of the URL configuration, or ""."""
    if address in UPLOADS:
        return max_bytes(conf.current()) + ENVELOPE
    if address in FORMS:
        return FORMS[address]
    if address.startswith(DESK):
        return MAX_DESK
    # The login has no name, so it is not among these.
    return MAX_ADMIN if address.startswith("admin:") else MAX_BODY


def _address(scope: Scope) -> str:
    if scope["method"] in ("GET", "HEAD"):
        return ""
    try:
        return resolve(ASGIRequest(scope, BytesIO()).path_info).view_name
    except (Resolver404, UnicodeDecodeError):
        return ""


def _size(scope: Scope) -> int:
    fields = scope.get("headers", ())
    size = sum(len(name) + len(value) + 4 for name, value in fields)
    return size + len(scope.get("query_string", b""))


async def refuse(error: ChatError, scope: Scope, receive: Receive, send: Send) -> None:
    response = _response(error, scope)
    headers = {**response.headers, "Connection": "close"}
    headers["Content-Length"] = str(len(response.content))
    await send(
        {
            "type": "http.response.start",
            "status": response.status_code,
            "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
        }
    )
    body = {"type": "http.response.body", "body": response.content}
    await send({**body, "more_body": True})
    with suppress(TimeoutError):
        async with asyncio.timeout(LINGER):
            while (await receive()).get("more_body"):
                pass
    await send({"type": "http.response.body"})


def _response(error: ChatError, scope: Scope) -> HttpResponse:
    """With the CORS headers that let a widget elsewhere read it."""

    def respond(_: object) -> HttpResponse:
        if error.status_code == TooLarge.status_code and _address(scope).startswith(
            DESK
        ):
            return HttpResponse(render_to_string("413.html"), status=error.status_code)
        return error_response(error)

    get_response: Any = SecurityHeaders(OriginMiddleware(respond))
    get_response = convert_exception_to_response(get_response)
    try:
        return cast(HttpResponse, get_response(ASGIRequest(scope, BytesIO())))
    except UnicodeDecodeError:
        return error_response(error)
