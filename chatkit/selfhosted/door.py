"""A shorter way in for the chat, in front of Django's ASGI handler.

Django gives each ASGI request a thread, for as long as its answer streams, and hands the
request to it for each middleware, going in and coming out: more than a turn costs
otherwise. What the chat needs of the middleware only computes, so it runs here in the
event loop; the database has threads of its own (``chatkit.selfhosted.database``).
"""

import asyncio
from collections.abc import Awaitable, Callable
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

from chatkit.application import Application, Receive, Scope, Send, body, head

Handler = Callable[[HttpRequest], Awaitable[HttpResponseBase]]


class ChatDoor:
    """``application`` for all but the ``path``. No request signals are sent for that:
    they close the connections of the request's thread, and it has none.
    """

    def __init__(self, application: Application, path: str) -> None:
        self._application = application
        self._path = path
        self._handler = _safe(resolve(path).func)
        for name in reversed(settings.CHATKIT_MIDDLEWARE):
            self._handler = _safe(_in_the_loop(import_string(name), self._handler))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != self._path:
            await self._application(scope, receive, send)
            return
        sent = await body(receive, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        if sent is None:
            return  # the visitor has left
        answering = asyncio.create_task(self._answer(scope, sent, send))
        leaving = asyncio.create_task(_departure(receive))
        try:
            await asyncio.wait(
                [answering, leaving], return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            leaving.cancel()
            answering.cancel()
            await asyncio.wait([answering, leaving])
        if not answering.cancelled():
            answering.result()

    async def _answer(self, scope: Scope, sent: bytes, send: Send) -> None:
        set_script_prefix(get_script_prefix(scope))
        request = ASGIRequest(scope, BytesIO(sent))
        request.META["CONTENT_LENGTH"] = str(len(sent))  # declared or not
        response = await self._handler(request)
        await send(head(response))
        if not isinstance(response, StreamingHttpResponse):
            content = cast(HttpResponse, response).content
            await send({"type": "http.response.body", "body": content})
            return
        async with aclosing(cast(Any, aiter(response))) as parts:
            async for part in parts:
                await send(
                    {"type": "http.response.body", "body": part, "more_body": True}
                )
        await send({"type": "http.response.body"})


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


async def _departure(receive: Receive) -> None:
    """Wait until the visitor leaves; nothing else can follow a body."""
    while (await receive())["type"] != "http.disconnect":
        pass
