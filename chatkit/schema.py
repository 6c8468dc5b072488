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

CHAT = {
    "post": {
        "operationId": "chat",
        "summary": "One operation of the ChatKit protocol",
        "description": (
            "https://platform.openai.com/docs/guides/custom-chatkit has the operations."
            " Those that make an answer are answered with server-sent events."
        ),
        "tags": ["chatkit"],
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["type"],
                        "properties": {
                            "type": {"type": "string", "example": "threads.list"},
                            "params": {"type": "object"},
                            "metadata": {"type": "object"},
                        },
                    }
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
            **{
                str(status): {
                    "description": "",
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/Error"}
                        }
                    },
                }
                for status in (400, 403, 404, 409, 413, 415, 429, 503)
            },
        },
    }
}


def errors(*statuses: int) -> dict[int, Any]:
    """The one shape of every error, for ``extend_schema``."""
    return dict.fromkeys(statuses, Error)


def add_chat(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Describe the chat, which is a plain Django view: REST framework can't await."""
    paths = {**result["paths"], "/api/chatkit/chat": CHAT}
    return {**result, "paths": dict(sorted(paths.items()))}


def document(request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI document."""
    from drf_spectacular.views import SpectacularAPIView

    return SpectacularAPIView.as_view()(request)


def browser(request: HttpRequest) -> HttpResponseBase:
    """Swagger UI, from this site's own static files."""
    from drf_spectacular.views import SpectacularSwaggerView

    return SpectacularSwaggerView.as_view()(request)
