"""Tokens that identify the visitor to a ChatKit server elsewhere.

docs/custom-server.md has the code that verifies them.
"""

import time
from datetime import timedelta
from typing import Any

import jwt
from django.conf import settings

from chatkit.api.errors import NotConfigured
from chatkit.api.visitors import Visitor
from chatkit.config.resolve import Config
from chatkit.config.value_types import origin_of

LIFETIME = timedelta(minutes=10)
ALGORITHM = "HS256"
MIN_SECRET = 32  # bytes: RFC 7518, section 3.2


def is_needed(config: Config) -> bool:
    return bool(config.custom_url and settings.CHATKIT_CUSTOM_SECRET)


def mint(visitor: Visitor, config: Config) -> dict[str, Any]:
    """A token for the server at ``custom_url``, and when it expires in Unix seconds.

    Raises NotConfigured if there is no such server, or no secret of 32 bytes.
    """
    secret = settings.CHATKIT_CUSTOM_SECRET
    if not is_needed(config):
        raise NotConfigured("CHATKIT_CUSTOM_URL or CHATKIT_CUSTOM_SECRET is not set.")
    if len(secret.encode()) < MIN_SECRET:
        raise NotConfigured(f"CHATKIT_CUSTOM_SECRET is below {MIN_SECRET} bytes.")
    now = int(time.time())
    expires_at = now + int(LIFETIME.total_seconds())
    claims = {
        "sub": visitor.visitor_id,
        "aud": origin_of(config.custom_url),
        "iat": now,
        "exp": expires_at,
    }
    token = jwt.encode(claims, secret, algorithm=ALGORITHM)
    return {"token": token, "expires_at": expires_at}
