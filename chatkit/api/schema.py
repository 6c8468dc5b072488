"""GET /api/schema and /api/docs: the API's description, and a browser for it.

What builds them is imported when somebody asks: 0.2 s that no worker needs.
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


def refusals(*statuses: int) -> dict[str, Any]:
    """The same for operations that are written out."""
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {str(status): {"description": "", "content": content} for status in statuses}


CHAT = {
    "post": {
        "operationId": "chat",
        "summary": "One operation of the ChatKit protocol",
        "description": (
            "https://platform.openai.com/docs/guides/custom-chatkit has the operations."
            " Those that make an answer are answered with server-sent events, but for"
            " refusals, which come before the stream."
        ),
        "tags": ["chatkit"],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"$ref": "#/components/schemas/Operation"},
                    "example": {"type": "threads.list", "params": {"limit": 20}},
                }
            },
        },
        "responses": {
            "200": {
                "description": "",
                "content": {
                    "application/json": {"schema": {"type": "object"}},
                    "text/event-stream": {"schema": {"type": "string"}},
                },
            },
            **refusals(400, 403, 404, 409, 413, 415, 429, 503, 504),
        },
    }
}
STOP = {
    "post": {
        "operationId": "stop",
        "summary": "End the answer that a thread is given",
        "description": (
            "What is there of it is stored, and the thread may be asked again. It is"
            " no failure if nothing runs."
        ),
        "tags": ["chatkit"],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["thread_id"],
                        "properties": {"thread_id": {"type": "string"}},
                    }
                }
            },
        },
        "responses": {
            "204": {"description": ""},
            **refusals(400, 403, 404, 413, 415, 503),
        },
    }
}


def errors(*statuses: int) -> dict[int, Any]:
    """The one shape of every error, for ``extend_schema``."""
    return dict.fromkeys(statuses, Error)


def add_chat(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Describe the chat's plain Django views: REST framework can't await."""
    from chatkit.selfhosted import protocol

    chat = {"/api/chatkit/chat": CHAT, "/api/chatkit/stop": STOP}
    paths = {**result["paths"], **chat}
    operation = protocol.schema("#/components/schemas/{model}")
    schemas = {**operation.pop("$defs"), "Operation": operation}
    schemas.update(result["components"]["schemas"])
    return {
        **result,
        "paths": dict(sorted(paths.items())),
        "components": {
            **result["components"],
            "schemas": dict(sorted(schemas.items())),
        },
    }


def document(request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI document."""
    from drf_spectacular.views import SpectacularAPIView

    return SpectacularAPIView.as_view()(request)


def browser(request: HttpRequest) -> HttpResponseBase:
    """Swagger UI, from this site's own static files."""
    from drf_spectacular.views import SpectacularSwaggerView

    return SpectacularSwaggerView.as_view()(request)
