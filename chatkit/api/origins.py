"""Who may call the chat from a browser: the headers and the refusal, from one list.

Our own pages may, and the origins in the settings. ``*`` lets any site in, but then
without credentials. The Origin check stands in for CSRF tokens, so that the page stays
cacheable. https://fetch.spec.whatwg.org/#http-cors-protocol
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
    """django-cors-headers with our list, and a 403 where it only leaves headers out."""

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
    """Whether the request comes from our own pages, a listed origin or no browser."""
    given = request.headers.get("Origin")
    if given is None:
        foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
        return not foreign or _is_preview(request)
    return (
        _is_own(request, given)
        or ANY in config.cors_origins
        or is_listed(given, config)
    )


def is_listed(given: str, config: Config) -> bool:
    """Whether the origin stands in the list by name."""
    try:
        return parse_origin(given) in config.cors_origins and given != ANY
    except Malformed:
        return False


def enable(request: HttpRequest, **_: Any) -> bool:
    """Receiver of django-cors-headers' signal: whether to send the headers.

    Our own pages need none.
    """
    config = conf.current()
    given = request.headers.get("Origin", "")
    return _is_chat(request) and (
        ANY in config.cors_origins or is_listed(given, config)
    )


def _is_own(request: HttpRequest, given: str) -> bool:
    """Same host and port; the scheme may differ where a proxy ends HTTPS."""
    try:
        scheme, _, host = parse_origin(given).partition("://")
        return (
            host == parse_origin(f"{scheme}://{request.get_host()}").partition("://")[2]
        )
    except Malformed:
        return False


def _is_preview(request: HttpRequest) -> bool:
    """An image shown in OpenAI's frame: its signed address is what lets it be seen."""
    return request.method in ("GET", "HEAD") and request.path_info.startswith(PREVIEWS)


def _is_chat(request: HttpRequest) -> bool:
    return bool(re.match(cors.CORS_URLS_REGEX, request.path_info))


check_request_enabled.connect(enable, dispatch_uid="chatkit.api.origins")
