"""A shorter way in for the two endpoints, in front of Django's ASGI handler.

Django hands an ASGI request to a new thread, and each synchronous middleware to it once
more: most of a session's cost. Here the view and the middleware that matters to it run
in one thread of a pool that stays. Those threads take turns at one connection to the
database (``shared_connection``).
"""

import asyncio
import functools
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import cast

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest, get_script_prefix
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, resolve, set_script_prefix
from django.utils.module_loading import import_string

from chatkit.application import Application, Receive, Scope, Send, body, head
from chatkit.hosted import pool
from chatkit.hosted.serializers import MAX_BODY
from chatkit.limits import shared_connection


class Door:
    """``application`` for all but the ``paths``. No request signals are sent for those:
    they close the connections of the thread, and it has none.
    """

    def __init__(self, application: Application, paths: tuple[str, ...]) -> None:
        self._application = application
        self._paths = frozenset(paths)
        self._handler = convert_exception_to_response(_view)
        for name in reversed(settings.CHATKIT_MIDDLEWARE):
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
        sent = await body(receive, MAX_BODY)
        if sent is None:
            return  # the visitor has left
        start, content = await asyncio.get_running_loop().run_in_executor(
            self._threads, self._respond, scope, sent
        )
        await send(start)
        await send({"type": "http.response.body", "body": content})

    def _respond(self, scope: Scope, sent: bytes) -> tuple[Scope, bytes]:
        set_script_prefix(get_script_prefix(scope))
        request = ASGIRequest(scope, BytesIO(sent))
        response = cast(HttpResponse, self._handler(request))
        content = b"" if request.method == "HEAD" else response.getvalue()
        return head(response), content


def _view(request: HttpRequest) -> HttpResponse:
    """What Django's own handler comes to."""
    match = request.resolver_match = _match(request.path_info)
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    return response.render() if hasattr(response, "render") else response


@functools.cache
def _match(path: str) -> ResolverMatch:
    return resolve(path)
