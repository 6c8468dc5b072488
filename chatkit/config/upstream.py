"""What OpenAI last refused for good, known to every process without a query.

The verdict is in the shared cache. Each process keeps a copy, which the thread that
renews the settings (``chatkit.config.conf``) renews too, so that pages can ask at no cost. It
is about one key and one workflow: whoever changes either starts afresh.
"""

import functools
import json
import logging
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum

from django.conf import settings
from django.core.cache import caches
from django.utils.crypto import salted_hmac

from chatkit.api.cache import CACHE_ERRORS
from chatkit.config.resolve import Config

logger = logging.getLogger(__name__)

KEY = "chatkit.config.upstream"


class Cause(StrEnum):
    """What was refused, in words for the owner."""

    ENDED = "OpenAI has ended hosted workflows"
    AUTH = "OpenAI refused the key"
    WORKFLOW = (
        "OpenAI did not find the workflow (its usual cause: the key belongs to another"
        " project)"
    )


#: How long each is believed, in seconds; then one visitor's request asks again.
LIFETIMES = {Cause.ENDED: 24 * 60 * 60, Cause.AUTH: 10 * 60, Cause.WORKFLOW: 10 * 60}


@dataclass(frozen=True, slots=True)
class UpstreamRefusal:
    """``at`` is in Unix seconds; ``about`` tells the key and the workflow apart."""

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
        """Whether it is recent enough."""
        return time.time() < self.at + LIFETIMES[self.cause]


_known: UpstreamRefusal | None = None


def known_refusal(config: Config) -> UpstreamRefusal | None:
    """Why OpenAI can't be asked for sessions with these settings; no query."""
    if _known and _known.is_recent and _known.about == fingerprint(config):
        return _known
    return None


def record(config: Config, cause: Cause, status: int, request_id: str) -> None:
    """Tell every process; each knows within two seconds."""
    _remember(
        UpstreamRefusal(cause, status, request_id, time.time(), fingerprint(config))
    )


def was_refused(config: Config) -> bool:
    """Whether OpenAI refused something of these settings, however long ago; no query."""
    return bool(_known and _known.about == fingerprint(config))


def clear(config: Config) -> None:
    """OpenAI answered: what it said before is over."""
    if was_refused(config):
        _remember(None)


def refresh(_: Config | None = None) -> None:
    """Read what other processes recorded."""
    global _known  # noqa: PLW0603
    if not settings.OPENAI_API_KEY:
        return
    try:
        found = caches["default"].get(KEY)
        _known = (
            UpstreamRefusal(**{**found, "cause": Cause(found["cause"])})
            if found
            else None
        )
    except CACHE_ERRORS:
        return  # the last known one stays; limits warn of the outage
    except (TypeError, ValueError, KeyError):
        _known = None  # another version of this site wrote it


def fingerprint(config: Config) -> str:
    """Stands for all that a refusal can be about; says nothing of the key."""
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


def _remember(verdict: UpstreamRefusal | None) -> None:
    global _known  # noqa: PLW0603
    _known = verdict
    try:
        if verdict:
            caches["default"].set(KEY, asdict(verdict), LIFETIMES[verdict.cause])
        else:
            caches["default"].delete(KEY)
    except CACHE_ERRORS as error:
        logger.warning("The shared cache does not answer (%s).", type(error).__name__)
