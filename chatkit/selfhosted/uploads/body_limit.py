"""Stop reading an upload that is too large, before Django has collected it.

Django's ASGI handler writes a whole body to disk before any view runs. Around it, this
ends the body where it is declared too large, or becomes so, and marks the request, which
the view then refuses like any other (with the headers other sites need to read why).
What still comes is thrown away.
"""

from django.http import HttpRequest

from chatkit.api.asgi import Application, Message, Receive, Scope, Send
from chatkit.config import conf
from chatkit.selfhosted.uploads.request_file import max_bytes

PATH = "/api/chatkit/uploads"
ENVELOPE = 64 * 1024  # what multipart adds to a file
CUT = "chatkit.cut"  # the scope's mark


class BoundedUploads:
    """The application with the bodies of its uploads bounded."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and PATH in scope["path"]:
            scope = {**scope}
            receive = Bounded(scope, receive, max_bytes(conf.current()) + ENVELOPE)
        await self._application(scope, receive, send)


class Bounded:
    """``receive`` for one request: ends the body at ``limit`` bytes."""

    def __init__(self, scope: Scope, receive: Receive, limit: int) -> None:
        self._scope = scope
        self._receive = receive
        self._left = limit
        self._cut = False
        self._declared_too_large = declared_length(scope) > limit

    async def __call__(self) -> Message:
        if self._cut:
            return await self._disconnection()
        if self._declared_too_large:
            return self._end()
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                return self._end()
        return message

    def _end(self) -> Message:
        self._cut = True
        self._scope[CUT] = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def _disconnection(self) -> Message:
        """All that may follow a body; the rest of this one is dropped on the way."""
        message = await self._receive()
        while message["type"] != "http.disconnect":
            message = await self._receive()
        return message


def declared_length(scope: Scope) -> int:
    """Content-Length, 0 without one."""
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    return int(declared) if declared.isdigit() else 0


def was_cut(request: HttpRequest) -> bool:
    """Whether the body was longer than an upload may be."""
    return CUT in getattr(request, "scope", {})
