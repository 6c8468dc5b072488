"""Sends again what was answered to an equal request for an output of the résumé.

An answer depends on the version, on the settings (its headers) and on a few headers of
the request, all of which are in the key. Django's handler and middleware have answered
the first request of each kind.
"""

from typing import Any

from django.core.handlers.asgi import get_script_prefix

from chatkit.api.asgi import Application, Message, Receive, Scope, Send
from chatkit.config import conf
from resume.published import current
from resume.published.outputs import OUTPUTS

PATHS = frozenset(f"/{output.path}" for output in OUTPUTS)
#: What the views of outputs and the public middleware read.
READ = frozenset(
    (b"host", b"x-forwarded-proto", b"accept", b"accept-encoding", b"if-none-match")
)
BODY = frozenset((b"content-length", b"transfer-encoding"))
MAX_SIZE = 4096  # bytes of the headers of a request
MAX_KEPT = 512
KEPT = (200, 304)


class Memo:
    """ASGI middleware."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._of: tuple[object, object] = (None, None)
        self._kept: dict[object, tuple[Message, Message]] = {}
        self._bodies: dict[object, Message] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        edition = current.snapshot.known if key else None
        if edition is None:
            await self._application(scope, receive, send)
            return
        state = (edition, conf.current())
        if self._of != state:
            self._of, self._kept, self._bodies = state, {}, {}
        if key not in self._kept:
            await self._answer(key, scope, receive, send)
            return
        for message in self._kept[key]:
            await send(message)

    async def _answer(
        self, key: object, scope: Scope, receive: Receive, send: Send
    ) -> None:
        messages: list[Message] = []

        async def note(message: Message) -> None:
            messages.append(message)
            await send(message)

        of = self._of
        await self._application(scope, receive, note)
        if of is self._of and messages and messages[0]["status"] in KEPT:
            self._keep(key, *messages)

    def _keep(self, key: object, start: Message, *chunks: Message) -> None:
        """Equal bodies once: a large one has many requests that lead to it."""
        if current.snapshot.known is not self._of[0]:
            return  # it may be of the next version
        if len(self._kept) >= MAX_KEPT:
            self._kept.clear()
        whole = b"".join(chunk["body"] for chunk in chunks)
        etag = dict(start["headers"]).get(b"ETag", b"")
        body: Message = {"type": "http.response.body", "body": whole}
        body = self._bodies.setdefault((etag, len(whole)), body)
        self._kept[key] = (start, body)


def _key(scope: Scope) -> object:
    """None unless it is a plain request for an output."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return None
    prefix = get_script_prefix(scope)
    path = scope["path"].removeprefix(prefix)
    if path not in PATHS:
        return None
    headers: list[Any] = []
    size = 0
    for header in scope["headers"]:
        size += len(header[1])
        if header[0] in READ:
            headers.append(header)
        elif header[0] in BODY:
            return None
    if size > MAX_SIZE:
        return None
    return (path, prefix, scope["method"], scope["scheme"], *map(tuple, headers))
