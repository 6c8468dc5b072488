"""An encrypted cookie that remembers the visitor's last sessions.

It proves which secrets belong to the visitor, and lets a page that is reloaded use the
newest session again. A cookie that is forged, another visitor's or of another version
counts as none.
"""

import functools
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from chatkit.api.visitors import LIFETIME, Visitor
from chatkit.config.resolve import Config
from chatkit.hosted.responses import Session

SALT = "chatkit.hosted.session_cookie"
MAX_SESSIONS = 3  # two tabs may hold different secrets
MAX_SECRET = 1_500  # bytes: browsers drop cookies over 4 kB
PADDING = "=="  # of base64; a "=" would put the cookie's value in quotes


@dataclass(frozen=True, slots=True)
class KnownSessions:
    """``ids`` has session ids by the hash of their secret, newest first.

    ``fingerprint`` stands for what the newest session was created with.
    """

    ids: dict[str, str] = field(default_factory=dict)
    newest: Session | None = None
    fingerprint: str = ""

    def session_id(self, secret: str) -> str | None:
        """The session with this secret, if it is the visitor's."""
        return self.ids.get(_hash(secret))

    def with_newest(self, session: Session, fingerprint: str) -> "KnownSessions":
        ids = {_hash(session.client_secret): session.id, **self.ids}
        return KnownSessions(
            dict(list(ids.items())[:MAX_SESSIONS]), session, fingerprint
        )


def load(request: HttpRequest, visitor: Visitor, config: Config) -> KnownSessions:
    """The sessions that the cookie proves to be this visitor's."""
    token = request.COOKIES.get(_name(config), "") + PADDING
    try:
        content = json.loads(
            _fernet().decrypt(token, ttl=int(LIFETIME.total_seconds()))
        )
        if content["visitor"] != visitor.visitor_id:
            return KnownSessions()
        newest = content["newest"]
        return KnownSessions(
            content["ids"], Session(*newest) if newest else None, content["fingerprint"]
        )
    except (InvalidToken, ValueError, KeyError, TypeError):
        return KnownSessions()


def save(
    request: HttpRequest,
    response: HttpResponse,
    known: KnownSessions,
    visitor: Visitor,
    config: Config,
) -> None:
    """Set the cookie for the session and refresh URLs."""
    newest = known.newest
    if newest and len(newest.client_secret.encode()) > MAX_SECRET:
        newest = None
    content = {
        "visitor": visitor.visitor_id,
        "ids": known.ids,
        "newest": newest and [newest.id, newest.client_secret, newest.expires_at],
        "fingerprint": known.fingerprint,
    }
    token = _fernet().encrypt(json.dumps(content, ensure_ascii=False).encode())
    response.set_cookie(
        _name(config),
        token.decode().rstrip("="),
        max_age=LIFETIME,
        path=request.path[: request.path.rindex("/") + 1],
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _name(config: Config) -> str:
    return f"{config.session_cookie}_secret"


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()[:32]


def _fernet() -> MultiFernet:
    return _fernet_of(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@functools.lru_cache(maxsize=4)
def _fernet_of(*secret_keys: str) -> MultiFernet:
    digests = (
        salted_hmac(SALT, "", secret=key, algorithm="sha256").digest()
        for key in secret_keys
    )
    return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])
