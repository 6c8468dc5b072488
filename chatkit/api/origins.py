"""Who may call the chat from a browser: our own pages and the origins in the settings.

``*`` allows any site, without credentials. The Origin check replaces CSRF tokens, which
would make the page uncacheable. https://fetch.spec.whatwg.org/#http-cors-protocol
"""

import re
from typing import Any

from corsheaders.conf import conf as cors
from corsheaders.middleware import (
    ACCESS_CONTROL_ALLOW_CREDENTIALS,
    ACCESS_CONTROL_ALLOW_ORIGIN,
    CorsMiddleware,
)
from corsheaders.signals import check_request_enabled
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from chatkit.api.errors import OriginNotAllowed, error_response
from chatkit.config import conf
from chatkit.config.resolve import Config
from chatkit.config.value_types import Malformed, parse_origin

ANY = "*"
PREVIEWS = "/api/chatkit/attachments/"


class OriginMiddleware(CorsMiddleware):
    """Refuses other origins with 403, where django-cors-headers only omits headers."""

    def check_preflight(self, request: HttpRequest) -> HttpResponseBase | None:
        if _is_chat(request) and not is_allowed(request, conf.current()):
            return error_response(OriginNotAllowed())
        return super().check_preflight(request)

    def add_response_headers(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response = super().add_response_headers(request, response)
        allowed = response.get(ACCESS_CONTROL_ALLOW_ORIGIN)
        if allowed and not is_listed(allowed, conf.current()):
            response[ACCESS_CONTROL_ALLOW_ORIGIN] = ANY
            del response[ACCESS_CONTROL_ALLOW_CREDENTIALS]
        return response


def is_allowed(request: HttpRequest, config: Config) -> bool:
    origin = request.headers.get("Origin")
    if origin is None:
        is_foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
        return not is_foreign or _is_preview(request)
    return _is_own(request, origin) or _has_cors_headers(origin, config)


def is_listed(origin: str, config: Config) -> bool:
    """Whether the settings name the origin; ``*`` names none."""
    try:
        return parse_origin(origin) in config.cors_origins and origin != ANY
    except Malformed:
        return False


def enable(request: HttpRequest, **_: Any) -> bool:
    """Receiver of django-cors-headers' signal: whether to send the headers."""
    origin = request.headers.get("Origin", "")
    return _is_chat(request) and _has_cors_headers(origin, conf.current())


def _has_cors_headers(origin: str, config: Config) -> bool:
    return ANY in config.cors_origins or is_listed(origin, config)


def _is_own(request: HttpRequest, origin: str) -> bool:
    """Same host and port; behind a proxy that ends HTTPS the scheme may differ."""
    try:
        origin = parse_origin(origin)
        scheme = origin.partition("://")[0]
        return origin == parse_origin(f"{scheme}://{request.get_host()}")
    except Malformed:
        return False


def _is_preview(request: HttpRequest) -> bool:
    """An image in OpenAI's frame, which its signed URL protects."""
    return request.method in ("GET", "HEAD") and request.path_info.startswith(PREVIEWS)


def _is_chat(request: HttpRequest) -> bool:
    return bool(re.match(cors.CORS_URLS_REGEX, request.path_info))


check_request_enabled.connect(enable, dispatch_uid="chatkit.api.origins")
