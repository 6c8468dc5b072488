"""Which secrets are this visitor's: a signed cookie with a keyed hash of each.

The cookie can't be forged, and no other visitor can use it: the visitor's id is in the
signature. It holds no secret. A few are kept, because two tabs may hold different ones.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from chatkit.hosted.client import Session
from chatkit.resolve import Config
from chatkit.visitors import LIFETIME, Visitor

SALT = "chatkit.hosted.secret"
KEPT = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """A secret that was minted for the visitor, and the session it opens."""

    hashed: str
    session_id: str


def kept(request: HttpRequest, visitor: Visitor, config: Config) -> list[Kept]:
    """The visitor's secrets, the newest first."""
    try:
        value = request.get_signed_cookie(
            _name(config), salt=_salt(visitor), max_age=LIFETIME
        )
    except (KeyError, BadSignature):
        return []
    return [Kept(*entry.split(".")) for entry in str(value).split("~")]


def find(keepsakes: list[Kept], secret: str, visitor: Visitor) -> Kept | None:
    """The one of this secret."""
    hashed = _hash(secret, visitor)
    return next((k for k in keepsakes if constant_time_compare(k.hashed, hashed)), None)


def keep(
    request: HttpRequest,
    response: HttpResponse,
    session: Session,
    others: list[Kept],
    visitor: Visitor,
    config: Config,
) -> None:
    """Set the cookie for the two addresses, for as long as the visitor's own."""
    newest = Kept(_hash(session.client_secret, visitor), session.id)
    keepsakes = [newest, *(k for k in others if k != newest)][:KEPT]
    response.set_signed_cookie(
        _name(config),
        "~".join(f"{k.hashed}.{k.session_id}" for k in keepsakes),
        salt=_salt(visitor),
        max_age=LIFETIME,
        path=request.path[: request.path.rindex("/") + 1],
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _name(config: Config) -> str:
    return f"{config.session_cookie}_secret"


def _salt(visitor: Visitor) -> str:
    return f"{SALT} {visitor.visitor_id}"


def _hash(secret: str, visitor: Visitor) -> str:
    return salted_hmac(_salt(visitor), secret, algorithm="sha256").hexdigest()[:32]
