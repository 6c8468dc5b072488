"""What is ASGI in an application: types as Django's own handler has them, body, head.

https://asgi.readthedocs.io/en/latest/specs/www.html
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.http.response import HttpResponseBase

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


async def body(receive: Receive, limit: int) -> bytes | None:
    """The request's body, a byte longer than ``limit`` where it is too long; None
    where the visitor left before its end."""
    parts: list[bytes] = []
    room = limit + 1
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")[:room]
        room -= len(part)
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


def head(response: HttpResponseBase) -> Scope:
    """The message that begins a response: its status, headers and cookies."""
    headers = [
        (name.lower().encode("ascii"), value.encode("latin-1"))
        for name, value in response.items()
    ]
    headers += [
        (b"set-cookie", cookie.OutputString().encode("ascii"))
        for cookie in response.cookies.values()
    ]
    return {
        "type": "http.response.start",
        "status": response.status_code,
        "headers": headers,
    }
