"""A shorter way in for the two endpoints, in front of Django's ASGI handler.

Django hands an ASGI request to a new thread, and each synchronous middleware to it once
more: most of a session's cost. Here the view and the middleware that matters to it run
in one thread of a pool that stays. Those threads share a database connection (``shared_connection``).
"""

import asyncio
import functools
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import cast

from django.core.handlers.asgi import ASGIRequest, get_script_prefix
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch, resolve, set_script_prefix
from django.utils.module_loading import import_string

from chatkit import shared_connection
from chatkit.application import Application, Receive, Scope, Send
from chatkit.hosted import pool
from chatkit.hosted.serializers import MAX_BODY

#: Those of the site's that do something for an address without a session or a form.
#: All of them can't run here: the one for static files is asynchronous only.
MIDDLEWARE = (
    "django.middleware.security.SecurityMiddleware",
    "chatkit.origins.OriginMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)


class Door:
    """``application`` for all but the ``paths``. No request signals are sent for those:
    they close the connections of the thread, and it has none.
    """

    def __init__(self, application: Application, paths: tuple[str, ...]) -> None:
        self._application = application
        self._paths = frozenset(paths)
        self._handler = convert_exception_to_response(_view)
        for name in reversed(MIDDLEWARE):
            self._handler = convert_exception_to_response(
                import_string(name)(self._handler)
            )
        self._threads = ThreadPoolExecutor(
            pool.SIZE,
            thread_name_prefix="chatkit-session",
            initializer=shared_connection.enter,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in self._paths:
            await self._application(scope, receive, send)
            return
        body = await _body(receive)
        if body is None:
            return  # the visitor has left
        head, content = await asyncio.get_running_loop().run_in_executor(
            self._threads, self._respond, scope, body
        )
        await send(head)
        await send({"type": "http.response.body", "body": content})

    def _respond(self, scope: Scope, body: bytes) -> tuple[Scope, bytes]:
        set_script_prefix(get_script_prefix(scope))
        request = ASGIRequest(scope, BytesIO(body))
        response = cast(HttpResponse, self._handler(request))
        content = b"" if request.method == "HEAD" else response.getvalue()
        return _head(response), content


def _view(request: HttpRequest) -> HttpResponse:
    """What Django's own handler comes to."""
    match = request.resolver_match = _match(request.path_info)
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response.render() if hasattr(response, "render") else response


@functools.cache
def _match(path: str) -> ResolverMatch:
    return resolve(path)


async def _body(receive: Receive) -> bytes | None:
    """The body, cut where it is too long for any request; None without the rest."""
    parts: list[bytes] = []
    room = MAX_BODY + 1
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")[:room]
        room -= len(part)
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


def _head(response: HttpResponseBase) -> Scope:
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
