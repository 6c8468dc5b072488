"""Anonymous visitors: an identity in a signed cookie, no account.

Where the browser keeps no cookie, the page holds the identity and sends it as a header.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar
from uuid import uuid4

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from chatkit.config.resolve import Config

LIFETIME = timedelta(days=30)
SALT = "chatkit.visitor"
HOST_PREFIX = "__Host-"
HEADER = "X-ChatKit-Visitor"
#: Of a token, which unlike the cookie can be read by scripts of the page.
TOKEN_LIFETIME = timedelta(days=1)
TOKEN_SALT = "chatkit.visitor.token"  # noqa: S105 -- not a secret

Response = TypeVar("Response", bound=HttpResponseBase)


@dataclass(frozen=True, slots=True)
class Visitor:
    """``visitor_id`` is ``user_<uuid4>`` and owns threads in the store."""

    visitor_id: str
    has_cookie: bool = field(default=True, compare=False)


def identify(request: HttpRequest, config: Config) -> Visitor:
    """The visitor of the cookie, or of the header; a new one if we signed neither."""
    for name in (cookie_name(config), config.session_cookie):
        if name in request.COOKIES and _is_given_once(request, name):
            with suppress(BadSignature):
                known = request.get_signed_cookie(name, salt=SALT, max_age=LIFETIME)
                return Visitor(str(known))
    if token := request.headers.get(HEADER):
        with suppress(BadSignature):
            known = TimestampSigner(salt=TOKEN_SALT).unsign(token, TOKEN_LIFETIME)
            return Visitor(known, has_cookie=False)
    return Visitor(f"user_{uuid4()}", has_cookie=False)


def remember(response: Response, visitor: Visitor, config: Config) -> Response:
    """Set the cookie for another 30 days; one who came without it gets a token too."""
    if not visitor.has_cookie:
        response.headers[HEADER] = TimestampSigner(salt=TOKEN_SALT).sign(
            visitor.visitor_id
        )
    response.set_signed_cookie(
        cookie_name(config),
        visitor.visitor_id,
        salt=SALT,
        max_age=LIFETIME,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def cookie_name(config: Config) -> str:
    """With HTTPS one that no sibling subdomain can set.

    https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
    """
    name = config.session_cookie
    is_prefixed = name.lower().startswith(HOST_PREFIX.lower())
    return (
        HOST_PREFIX + name
        if settings.SESSION_COOKIE_SECURE and not is_prefixed
        else name
    )


def _is_given_once(request: HttpRequest, name: str) -> bool:
    """Of two cookies of one name, one was set by another site of the same domain."""
    pairs = request.headers.get("Cookie", "").split(";")
    return [pair.partition("=")[0].strip() for pair in pairs].count(name) < 2
