"""Anonymous visitors: an identity in a signed cookie, no account."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import uuid4

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from chatkit.config.resolve import Config

LIFETIME = timedelta(days=30)
SALT = "chatkit.visitor"

Response = TypeVar("Response", bound=HttpResponseBase)


@dataclass(frozen=True, slots=True)
class Visitor:
    """``visitor_id`` is ``user_<uuid4>`` and owns threads in the store."""

    visitor_id: str


def identify(request: HttpRequest, config: Config) -> Visitor:
    """The visitor of the cookie; a new one if it is missing or not signed by us."""
    try:
        name = config.session_cookie
        known = request.get_signed_cookie(name, salt=SALT, max_age=LIFETIME)
        return Visitor(str(known))
    except (KeyError, BadSignature):
        return Visitor(f"user_{uuid4()}")


def remember(response: Response, visitor: Visitor, config: Config) -> Response:
    """Set the cookie for another 30 days."""
    response.set_signed_cookie(
        config.session_cookie,
        visitor.visitor_id,
        salt=SALT,
        max_age=LIFETIME,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
