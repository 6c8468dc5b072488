"""The secret of a visitor who reloads, for as long as it is worth handing out again.

It comes back with the visitor's cookie (``keepsake``), encrypted, so that it costs the
site nothing to keep. It opens for nothing but what OpenAI was asked for, the visitor
included: a changed setting mints anew.
"""

import functools
import json
import os
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from chatkit.config import upstream
from chatkit.config.resolve import Config
from chatkit.hosted.openai_api import Session

LEAST_LEFT = 60  # seconds
PADDING = "=="  # of base64; in a cookie, "=" would put the whole value in quotes
NONCE = 12  # bytes, as NIST SP 800-38D has it for AES-GCM


def recall(config: Config, body: bytes, sealed: str) -> Session | None:
    """The session that was minted for this body, if it has a minute left."""
    try:
        content = urlsafe_b64decode(sealed + PADDING)
        plain = _cipher(settings.SECRET_KEY).decrypt(
            content[:NONCE], content[NONCE:], _asked(config, body)
        )
        session = Session(*json.loads(plain))
    except (InvalidTag, TypeError, ValueError):
        return None  # another version of this site, or another key, sealed it
    return session if session.expires_at - time.time() >= LEAST_LEFT else None


def seal(config: Config, body: bytes, session: Session) -> str:
    """What ``recall`` takes; empty for a session that does not last."""
    if session.expires_at - time.time() < LEAST_LEFT:
        return ""
    plain = json.dumps([session.id, session.client_secret, session.expires_at])
    nonce = os.urandom(NONCE)
    content = _cipher(settings.SECRET_KEY).encrypt(
        nonce, plain.encode(), _asked(config, body)
    )
    return urlsafe_b64encode(nonce + content).decode().rstrip("=")


def _asked(config: Config, body: bytes) -> bytes:
    return upstream.fingerprint(config).encode() + body


@functools.cache
def _cipher(secret_key: str) -> AESGCM:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"chatkit.hosted.reuse")
    return AESGCM(derived.derive(secret_key.encode()))
