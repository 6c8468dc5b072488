"""Which secrets are this visitor's: a signed cookie with a keyed hash of each.

The cookie can't be forged, and no other visitor can use it: the visitor's id is in the
signature. The newest secret is in it too, sealed (``reuse``). A few hashes are kept,
because two tabs may hold different secrets.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from chatkit.api.visitors import LIFETIME, Visitor
from chatkit.config.resolve import Config
from chatkit.hosted.openai_api import Session

SALT = "chatkit.hosted.secret"
KEPT = 3


@dataclass(frozen=True, slots=True)
class Proof:
    """A secret that was minted for the visitor, and the session it opens."""

    hashed: str
    session_id: str


@dataclass(frozen=True, slots=True)
class Keepsake:
    """``sealed`` is the newest session's, ``proofs`` begin with the newest one."""

    sealed: str = ""
    proofs: tuple[Proof, ...] = ()

    def find(self, secret: str, visitor: Visitor) -> Proof | None:
        """The one of this secret."""
        hashed = _hash(secret, visitor)
        return next(
            (one for one in self.proofs if constant_time_compare(one.hashed, hashed)),
            None,
        )

    def with_newest(
        self, session: Session, sealed: str, visitor: Visitor
    ) -> "Keepsake":
        """What is kept once the session is given to the visitor."""
        newest = Proof(_hash(session.client_secret, visitor), session.id)
        others = (one for one in self.proofs if one != newest)
        return Keepsake(sealed, (newest, *others)[:KEPT])


def kept(request: HttpRequest, visitor: Visitor, config: Config) -> Keepsake:
    """What came back with the visitor."""
    try:
        value = request.get_signed_cookie(
            _name(config), salt=_salt(visitor), max_age=LIFETIME
        )
    except (KeyError, BadSignature):
        return Keepsake()
    sealed, *proofs = str(value).split("~")
    return Keepsake(sealed, tuple(Proof(*proof.split(".")) for proof in proofs))


def keep(
    request: HttpRequest,
    response: HttpResponse,
    keepsake: Keepsake,
    visitor: Visitor,
    config: Config,
) -> None:
    """Set the cookie for the two addresses, for as long as the visitor's own."""
    proofs = (f"{one.hashed}.{one.session_id}" for one in keepsake.proofs)
    response.set_signed_cookie(
        _name(config),
        "~".join((keepsake.sealed, *proofs)),
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
