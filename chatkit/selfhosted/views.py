"""POST /api/chatkit/chat: the ChatKit protocol, JSON or server-sent events back."""

import asyncio
from functools import partial
from importlib import import_module

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from chatkit import conf, failures, limits, visitors
from chatkit.selfhosted import browsing, database, stream
from chatkit.selfhosted.context import Context


@csrf_exempt  # chatkit.origins checks where a request comes from
@failures.as_json
async def chat(request: HttpRequest) -> HttpResponseBase:
    """One ChatKit operation of the visitor the cookie names."""
    if request.method != "POST":
        raise failures.MethodNotAllowed
    if request.content_type != "application/json":
        raise failures.UnsupportedMediaType
    config = conf.current()
    visitor = visitors.identify(request, config)
    context = Context(
        visitor_id=visitor.visitor_id,
        spend=partial(database.run, limits.spend, request, visitor, config),
        browse=partial(database.run, browsing.count, request, config),
        config=config,
        site=request.build_absolute_uri("/").rstrip("/"),
    )
    response = await _answer(request.body, context)
    return visitors.remember(response, visitor, config)


async def _answer(
    body: bytes, context: Context
) -> HttpResponse | StreamingHttpResponse:
    # The first chat imports the SDK (100 MB, 1.5 s), beside the event loop.
    await asyncio.to_thread(import_module, "chatkit.selfhosted.server")
    from chatkit.selfhosted.server import server
    from chatkit.server import StreamingResult
    from chatkit.store import NotFoundError

    try:
        result = await server().process(body, context)
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
