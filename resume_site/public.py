"""A shorter way in for the addresses that are asked most, before Django's ASGI handler.

Django gives each ASGI request a thread, for as long as its answer streams, and hands the
request to it for each middleware, going in and coming out: more than a turn or a session
costs otherwise. What these addresses need of the middleware only computes, so it runs
here in the event loop; the database has threads of its own (``chatkit.database``).
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import aclosing
from io import BytesIO
from typing import Any, cast

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest, get_script_prefix
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve, set_script_prefix
from django.utils.deprecation import MiddlewareMixin
from django.utils.module_loading import import_string

from chatkit.api.asgi import Application, Receive, Scope, Send, body, head

Handler = Callable[[HttpRequest], Awaitable[HttpResponseBase]]


class Door:
    """``application`` for all but the ``paths``, whose views are asynchronous.

    No signal tells that a request began: that closes the connections of the request's
    thread, and it has none.
    """

    def __init__(
        self,
        application: Application,
        paths: Iterable[str],
    ) -> None:
        self._application = application
        self._handlers = {path: _behind_middleware(path) for path in paths}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        handler = self._handlers.get(scope.get("path", ""))
        if handler is None or scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        sent = await body(receive, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        if sent is None:
            return  # the visitor has left
        set_script_prefix(get_script_prefix(scope))
        request = ASGIRequest(scope, BytesIO(sent))
        request.META["CONTENT_LENGTH"] = str(len(sent))  # declared or not
        response = await handler(request)
        if isinstance(response, StreamingHttpResponse):
            await _stream(response, receive, send)
            return
        await send(head(response))
        content = cast(HttpResponse, response).content
        await send({"type": "http.response.body", "body": content})


async def _stream(
    response: StreamingHttpResponse, receive: Receive, send: Send
) -> None:
    """Send the response's parts as they come, while the visitor is there."""
    sending = asyncio.create_task(_send(response, send))
    leaving = asyncio.create_task(_departure(receive))
    try:
        await asyncio.wait([sending, leaving], return_when=asyncio.FIRST_COMPLETED)
    finally:
        leaving.cancel()
        sending.cancel()
        await asyncio.wait([sending, leaving])
        response.close()
    if not sending.cancelled():
        sending.result()


async def _send(response: StreamingHttpResponse, send: Send) -> None:
    await send(head(response))
    async with aclosing(cast(Any, aiter(response))) as parts:
        async for part in parts:
            await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body"})


async def _departure(receive: Receive) -> None:
    """Wait until the visitor leaves; nothing else can follow a body."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _behind_middleware(path: str) -> Handler:
    """The address's view, behind the middleware that matters to it."""
    handler = _safe(resolve(path).func)
    for name in reversed(settings.CHATKIT_MIDDLEWARE):
        handler = _safe(_in_the_loop(import_string(name), handler))
    return handler


def _safe(handler: Handler) -> Handler:
    """What it raises as a response, as Django does around each middleware."""
    return cast(Handler, convert_exception_to_response(handler))


def _in_the_loop(kind: type[Any], get_response: Handler) -> Handler:
    """The middleware around ``get_response``, without Django's hop to a thread."""
    middleware = kind(get_response)
    if not isinstance(middleware, MiddlewareMixin):
        return cast(Handler, middleware)  # it is asynchronous by itself
    process_request = getattr(middleware, "process_request", lambda request: None)
    process_response = getattr(middleware, "process_response", lambda _, given: given)

    async def handle(request: HttpRequest) -> HttpResponseBase:
        response = process_request(request) or await get_response(request)
        return cast(HttpResponseBase, process_response(request, response))

    return handle
