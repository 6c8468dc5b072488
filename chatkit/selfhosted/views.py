"""POST /api/chatkit/chat: a ChatKit operation, answered in JSON or server-sent events.

POST /api/chatkit/stop ends an answer, for which the protocol has no operation.
"""

import json
from functools import partial

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from chatkit import database
from chatkit.api import errors, limits, visitors
from chatkit.config import conf
from chatkit.selfhosted import sdk_import, stream
from chatkit.selfhosted.context import Context
from chatkit.turns.active import stop_turn

LONGEST_KEY = 100  # characters


@csrf_exempt  # chatkit.api.origins checks where a request comes from
@errors.json_errors
async def chat(request: HttpRequest) -> HttpResponseBase:
    _require_json(request)
    config = conf.current()
    visitor = visitors.identify(request, config)
    context = Context(
        visitor_id=visitor.visitor_id,
        count_question=partial(database.run, limits.spend, request, visitor, config),
        count_read=partial(database.run, limits.browse, request, config),
        config=config,
        site=request.build_absolute_uri("/").rstrip("/"),
        resume=request.GET.get("resume", "")[:LONGEST_KEY],
    )
    # OpenAI's widget may not skip comments.
    heartbeat = request.headers.get("X-ChatKit-Widget") == "builtin"
    response = await _run(request.body, context, heartbeat=heartbeat)
    return visitors.remember(response, visitor, config)


@csrf_exempt
@errors.json_errors
async def stop(request: HttpRequest) -> HttpResponse:
    """End the answer in ``{"thread_id"}``; 204 once the partial answer is stored."""
    _require_json(request)
    config = conf.current()
    visitor = visitors.identify(request, config)
    await database.run(limits.browse, request, config)
    try:
        await stop_turn(visitor.visitor_id, _thread_id(request.body))
    except ObjectDoesNotExist as error:
        raise errors.NotFound(str(error)) from error
    return HttpResponse(status=204)


def _require_json(request: HttpRequest) -> None:
    if request.method != "POST":
        raise errors.MethodNotAllowed
    if request.content_type != "application/json":
        raise errors.UnsupportedMediaType


def _thread_id(body: bytes) -> str:
    try:
        given = json.loads(body)["thread_id"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise errors.InvalidRequest(type(error).__name__) from error
    if not isinstance(given, str) or "\0" in given:
        raise errors.InvalidRequest("thread_id is not the id of a thread.")
    return given


async def _run(
    body: bytes, context: Context, *, heartbeat: bool
) -> HttpResponse | StreamingHttpResponse:
    if not sdk_import.imported.is_set():
        await sdk_import.finish()
    from chatkit.selfhosted.server import server
    from chatkit.server import StreamingResult
    from chatkit.store import NotFoundError

    try:
        result = await server().process(body, context)
        if isinstance(result, StreamingResult):
            events = await stream.begin(
                result.json_events,
                context.turn.on_disconnect,
                limit=context.config.max_streams,
                heartbeat=heartbeat,
            )
            return StreamingHttpResponse(
                events,
                content_type="text/event-stream",
                headers=stream.HEADERS,
            )
    except (NotFoundError, ObjectDoesNotExist) as error:
        raise errors.NotFound(str(error)) from error
    return HttpResponse(
        result.json,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
