"""ASGI middleware that stops reading an upload that is too large.

Django's ASGI handler writes a whole body to disk before any view runs. This ends the
body early and marks the request; the view refuses it, with CORS headers. What is still
sent is discarded.
"""

from django.http import HttpRequest

from chatkit.api.asgi import Application, Message, Receive, Scope, Send
from chatkit.config import conf
from chatkit.selfhosted.uploads.request_file import max_bytes

PATH = "/api/chatkit/uploads"
ENVELOPE = 64 * 1024  # what multipart adds to a file
TRUNCATED = "chatkit.truncated"  # marks the scope


class UploadLimit:
    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and PATH in scope["path"]:
            scope = {**scope}
            receive = LimitedBody(scope, receive, max_bytes(conf.current()) + ENVELOPE)
        await self._application(scope, receive, send)


class LimitedBody:
    """``receive`` for one request: ends the body at ``limit`` bytes."""

    def __init__(self, scope: Scope, receive: Receive, limit: int) -> None:
        self._scope = scope
        self._receive = receive
        self._remaining = limit
        self._truncated = False
        self._declared_too_large = declared_length(scope) > limit

    async def __call__(self) -> Message:
        if self._truncated:
            return await self._disconnection()
        if self._declared_too_large:
            return self._end()
        message = await self._receive()
        if message["type"] == "http.request":
            self._remaining -= len(message.get("body", b""))
            if self._remaining < 0:
                return self._end()
        return message

    def _end(self) -> Message:
        self._truncated = True
        self._scope[TRUNCATED] = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def _disconnection(self) -> Message:
        """The next message after the body, whose rest is discarded."""
        message = await self._receive()
        while message["type"] != "http.disconnect":
            message = await self._receive()
        return message


def declared_length(scope: Scope) -> int:
    """Content-Length, 0 without one."""
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    return int(declared) if declared.isdigit() else 0


def is_truncated(request: HttpRequest) -> bool:
    """Whether the body was too long for an upload."""
    return TRUNCATED in getattr(request, "scope", {})
