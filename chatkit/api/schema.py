"""GET /api/schema and /api/docs: the API's description, and a browser for it.

Both views import drf-spectacular's when called: 0.2 s that no worker needs to start.
"""

import tomllib
from pathlib import Path
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers

from chatkit.api import limits
from chatkit.api.errors import RateLimited, error_response

MINUTE = 60  # seconds
PER_MINUTE = 30  # from one network address

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


def add_chat(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A postprocessing hook that adds the chat's plain Django views."""
    from chatkit.selfhosted import protocol

    operation = protocol.schema("#/components/schemas/{model}")
    schemas = {
        **operation.pop("$defs"),
        "Operation": operation,
        **result["components"]["schemas"],
    }
    result["components"]["schemas"] = dict(sorted(schemas.items()))
    result["paths"] = dict(sorted({**result["paths"], **load_paths()}.items()))
    return result


def load_paths() -> dict[str, Any]:
    """The paths of schema.toml, with the responses of their errors."""
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    paths = tomllib.loads(text)
    error = {"schema": {"$ref": "#/components/schemas/Error"}}
    response = {"description": "", "content": {"application/json": error}}
    for path in paths.values():
        statuses = path["post"].pop("error_statuses")
        path["post"]["responses"] |= {str(status): response for status in statuses}
    return paths


def document(request: HttpRequest) -> HttpResponseBase:
    # In the process's memory: the description needs no database.
    key = f"schema-{limits.client_address(request)}"
    caches["process"].add(key, 0, MINUTE)
    if caches["process"].incr(key) > PER_MINUTE:
        return error_response(RateLimited(retry_after=MINUTE))
    from drf_spectacular.views import SpectacularAPIView

    return SpectacularAPIView.as_view()(request)


def browser(request: HttpRequest) -> HttpResponseBase:
    from drf_spectacular.views import SpectacularSwaggerView

    return SpectacularSwaggerView.as_view()(request)
