"""The last permanent refusal by OpenAI, known to every process without a query.

It is in the shared cache; each process keeps a copy, which the thread that renews the
settings (``chatkit.config.conf``) refreshes. It applies to one key and one workflow.
"""

import functools
import json
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum

from django.conf import settings
from django.core.cache import caches
from django.utils.crypto import salted_hmac

from chatkit.api.cache import CACHE_ERRORS, errors_logged
from chatkit.config.resolve import Config

KEY = "chatkit.config.upstream"


class Cause(StrEnum):
    """What was refused, in the owner's words."""

    ENDED = "OpenAI has ended hosted workflows"
    AUTH = "OpenAI refused the key"
    WORKFLOW = (
        "OpenAI did not find the workflow (its usual cause: the key belongs to another"
        " project)"
    )


#: Seconds until a visitor's request tries OpenAI again.
LIFETIMES = {Cause.ENDED: 24 * 60 * 60, Cause.AUTH: 10 * 60, Cause.WORKFLOW: 10 * 60}


@dataclass(frozen=True, slots=True)
class UpstreamRefusal:
    """``at`` is in Unix seconds, ``about`` a ``fingerprint``."""

    cause: Cause
    status: int
    request_id: str
    at: float
    about: str

    def __str__(self) -> str:
        moment = datetime.fromtimestamp(self.at, UTC)
        request = f", request id {self.request_id}" if self.request_id else ""
        return f"{self.cause}: {self.status} at {moment:%d %B %H:%M} UTC{request}."

    @property
    def is_recent(self) -> bool:
        return time.time() < self.at + LIFETIMES[self.cause]


_known: UpstreamRefusal | None = None


def known_refusal(config: Config) -> UpstreamRefusal | None:
    return _known if _known and _known.is_recent and was_refused(config) else None


def record(config: Config, cause: Cause, status: int, request_id: str) -> None:
    """Every process knows within two seconds."""
    about = fingerprint(config)
    _store(UpstreamRefusal(cause, status, request_id, time.time(), about))


def was_refused(config: Config) -> bool:
    """Whether the last refusal, however old, is of these settings."""
    return bool(_known and _known.about == fingerprint(config))


def clear(config: Config) -> None:
    """Forget the refusal: OpenAI answered."""
    if was_refused(config):
        _store(None)


def refresh(_: Config | None = None) -> None:
    """Load what other processes recorded."""
    global _known  # noqa: PLW0603
    if not settings.OPENAI_API_KEY:
        return
    try:
        stored = caches["default"].get(KEY)
        _known = stored and UpstreamRefusal(
            **{**stored, "cause": Cause(stored["cause"])}
        )
    except CACHE_ERRORS:
        return  # keep the last known one; chatkit.api.cache warns of the outage
    except (TypeError, ValueError, KeyError):
        _known = None  # another version of this site wrote it


def fingerprint(config: Config) -> str:
    """A digest of everything a refusal can depend on."""
    parts = (
        settings.OPENAI_API_KEY,
        settings.OPENAI_BASE_URL,
        settings.OPENAI_ORGANIZATION,
        settings.OPENAI_PROJECT,
        config.workflow_id,
    )
    return _digest(parts)


@functools.lru_cache(maxsize=8)
def _digest(parts: tuple[str, ...]) -> str:
    return salted_hmac("chatkit.config.upstream", json.dumps(parts)).hexdigest()[:20]


def _store(refusal: UpstreamRefusal | None) -> None:
    global _known  # noqa: PLW0603
    _known = refusal
    with errors_logged():
        if refusal:
            caches["default"].set(KEY, asdict(refusal), LIFETIMES[refusal.cause])
        else:
            caches["default"].delete(KEY)
