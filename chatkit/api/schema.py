"""GET /api/schema and /api/docs: the API's description, and a browser for it.

Both views import drf-spectacular's when called: 0.2 s that no worker needs to start.
"""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers

Error = inline_serializer(
    "Error",
    {
        "error": inline_serializer(
            "ErrorBody",
            {
                "code": serializers.CharField(help_text="For programs: snake_case."),
                "message": serializers.CharField(help_text="For the visitor."),
            },
        )
    },
)


def errors(*statuses: int) -> dict[int, Any]:
    """The responses of an operation's errors, for ``extend_schema``."""
    return dict.fromkeys(statuses, Error)


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _post(
    operation_id: str,
    summary: str,
    description: str,
    body: dict[str, Any],
    success: dict[str, Any],
    error_statuses: tuple[int, ...],
) -> dict[str, Any]:
    error = _json({"$ref": "#/components/schemas/Error"})
    failures = {str(s): {"description": "", "content": error} for s in error_statuses}
    return {
        "post": {
            "operationId": operation_id,
            "summary": summary,
            "description": description,
            "tags": ["chatkit"],
            "requestBody": {"required": True, "content": _json(body)},
            "responses": {**success, **failures},
        }
    }


CHAT = _post(
    "chat",
    "One operation of the ChatKit protocol",
    "https://platform.openai.com/docs/guides/custom-chatkit lists the operations. Those"
    " that produce an answer stream server-sent events; errors come before the stream.",
    {
        "$ref": "#/components/schemas/Operation",
        "example": {"type": "threads.list", "params": {"limit": 20}},
    },
    {
        "200": {
            "description": "",
            "content": {
                **_json({"type": "object"}),
                "text/event-stream": {"schema": {"type": "string"}},
            },
        }
    },
    (400, 403, 404, 409, 413, 415, 429, 503, 504),
)
STOP = _post(
    "stop",
    "Stop the answer in a thread",
    "The partial answer is stored, and the thread accepts questions again. Succeeds if"
    " no answer is running, too.",
    {
        "type": "object",
        "required": ["thread_id"],
        "properties": {"thread_id": {"type": "string"}},
    },
    {"204": {"description": ""}},
    (400, 403, 404, 413, 415, 503),
)


def add_chat(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A postprocessing hook that adds the chat's plain Django views."""
    from chatkit.selfhosted import protocol

    operation = protocol.schema("#/components/schemas/{model}")
    components = result["components"]
    schemas = {
        **operation.pop("$defs"),
        "Operation": operation,
        **components["schemas"],
    }
    chat = {"/api/chatkit/chat": CHAT, "/api/chatkit/stop": STOP}
    return {
        **result,
        "paths": dict(sorted({**result["paths"], **chat}.items())),
        "components": {**components, "schemas": dict(sorted(schemas.items()))},
    }


def document(request: HttpRequest) -> HttpResponseBase:
    from drf_spectacular.views import SpectacularAPIView

    return SpectacularAPIView.as_view()(request)


def browser(request: HttpRequest) -> HttpResponseBase:
    from drf_spectacular.views import SpectacularSwaggerView

    return SpectacularSwaggerView.as_view()(request)
