"""The secret of a visitor who reloads, for as long as it is worth handing out again.

It lies encrypted in the shared cache. Its name there comes from all that OpenAI was
asked, so that a changed setting mints anew. Without the cache, every reload mints.
"""

import functools
import json
import logging
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.cache import caches
from django.utils.crypto import salted_hmac

from chatkit.hosted.client import Session
from chatkit.resolve import Config
from chatkit.serving import upstream

logger = logging.getLogger(__name__)

LEAST_LEFT = 60  # seconds


def recall(config: Config, body: Mapping[str, Any]) -> Session | None:
    """The session that was minted for this body, if it has a minute left."""
    try:
        token = caches["default"].get(_name(config, body))
        if token is None:
            return None
        session = Session(**json.loads(_cipher(settings.SECRET_KEY).decrypt(token)))
    except upstream.CACHE_FAILURES as error:
        _lament(error)
        return None
    except (InvalidToken, TypeError, ValueError):
        return None  # another version of this site, or another key, wrote it
    return session if session.expires_at - time.time() >= LEAST_LEFT else None


def retain(config: Config, body: Mapping[str, Any], session: Session) -> None:
    """Keep it for the visitor's next reload."""
    left = session.expires_at - time.time()
    if left < LEAST_LEFT:
        return
    plain = json.dumps(asdict(session)).encode()
    token = _cipher(settings.SECRET_KEY).encrypt(plain).decode()
    try:
        caches["default"].set(_name(config, body), token, left)
    except upstream.CACHE_FAILURES as error:
        _lament(error)


def _name(config: Config, body: Mapping[str, Any]) -> str:
    asked = f"{upstream.fingerprint(config)} {json.dumps(body, sort_keys=True)}"
    digest = salted_hmac("chatkit.hosted.reuse", asked, algorithm="sha256").hexdigest()
    return f"chatkit.session.{digest}"


@functools.cache
def _cipher(secret_key: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"chatkit.hosted.reuse")
    return Fernet(urlsafe_b64encode(derived.derive(secret_key.encode())))


def _lament(error: Exception) -> None:
    logger.warning(
        "The shared cache does not answer (%s): a reload mints a new session.",
        type(error).__name__,
    )
