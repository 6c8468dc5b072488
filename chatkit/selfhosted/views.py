"""POST /api/chatkit/chat: the ChatKit protocol, JSON or server-sent events back."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from importlib import import_module

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from chatkit import conf, failures, limits, visitors
from chatkit.selfhosted import database, stream


@csrf_exempt  # a JSON body needs a preflight across origins: forms can't send one
@failures.as_json
async def chat(request: HttpRequest) -> HttpResponseBase:
    """One ChatKit operation of the visitor the cookie names."""
    if request.method != "POST":
        raise failures.MethodNotAllowed
    if request.content_type != "application/json":
        raise failures.UnsupportedMediaType
    config = conf.current()
    visitor = visitors.identify(request, config)
    spend = partial(database.run, limits.spend, request, visitor, config)
    response = await _answer(request.body, visitor, spend)
    return visitors.remember(response, visitor, config)


async def _answer(
    body: bytes, visitor: visitors.Visitor, spend: Callable[[], Awaitable[None]]
) -> HttpResponse | StreamingHttpResponse:
    # The first chat imports the SDK (100 MB, 1.5 s), beside the event loop.
    await asyncio.to_thread(import_module, "chatkit.selfhosted.server")
    from chatkit.selfhosted.server import Context, server
    from chatkit.server import StreamingResult
    from chatkit.store import NotFoundError

    try:
        result = await server().process(body, Context(visitor.visitor_id, spend))
        if isinstance(result, StreamingResult):
            return StreamingHttpResponse(
                await stream.begin(result.json_events),
                content_type="text/event-stream",
                headers=stream.HEADERS,
            )
    except NotFoundError as error:
        raise failures.NotFound(str(error)) from error
    return HttpResponse(
        result.json,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
