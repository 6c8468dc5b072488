"""Who is asking, for a ChatKit server elsewhere: a token that it can verify.

The visitor's cookie never leaves this site. docs/custom-server.md has the other side.
"""

import time
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import jwt
from django.conf import settings

from chatkit.api.errors import NotConfigured
from chatkit.api.visitors import Visitor
from chatkit.config import parsers
from chatkit.config.resolve import Config

LIFETIME = timedelta(minutes=10)
ALGORITHM = "HS256"
SHORTEST_SECRET = 32  # bytes: RFC 7518, section 3.2


@dataclass(frozen=True, slots=True)
class Token:
    """``expires_at`` in Unix seconds."""

    token: str
    expires_at: int


def wanted(config: Config) -> bool:
    """Whether the widget has to show one: the chat is elsewhere and shares a secret."""
    return bool(config.custom_url and settings.CHATKIT_CUSTOM_SECRET)


def mint(visitor: Visitor, config: Config) -> Token:
    """A token for the visitor, good at the server of ``custom_url`` only.

    Raises:
        NotConfigured: there is no such server, or no secret worth the name.
    """
    secret = settings.CHATKIT_CUSTOM_SECRET
    if not wanted(config):
        raise NotConfigured("CHATKIT_CUSTOM_URL or CHATKIT_CUSTOM_SECRET is not set.")
    if len(secret.encode()) < SHORTEST_SECRET:
        raise NotConfigured(
            f"CHATKIT_CUSTOM_SECRET is shorter than {SHORTEST_SECRET} bytes."
        )
    now = int(time.time())
    expires_at = now + int(LIFETIME.total_seconds())
    claims = {
        "sub": visitor.visitor_id,
        "aud": audience(config),
        "iat": now,
        "exp": expires_at,
    }
    return Token(jwt.encode(claims, secret, algorithm=ALGORITHM), expires_at)


def audience(config: Config) -> str:
    """The origin of the other server, which it knows itself by."""
    scheme, place, *_ = urlsplit(config.custom_url)
    return parsers.origin(f"{scheme}://{place.rpartition('@')[2]}")
