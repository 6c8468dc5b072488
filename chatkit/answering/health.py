"""Why a model or an agent gave no answer, and its last failure, in the shared cache.

The cache holds the status and the request id, never what the server said.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Self

from django.core.cache import caches

from chatkit.api.cache import CACHE_ERRORS

logger = logging.getLogger(__name__)

KEY = "chatkit.model"
LIFETIME = 24 * 60 * 60  # seconds
CLEAR_INTERVAL = 10.0  # seconds


class FailureReason(StrEnum):
    """Why the extractive answerer stood in; stored as ``Turn.fallback``.

    ``meaning`` is in words for the owner.
    """

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Self:
        reason = str.__new__(cls, value)
        reason._value_ = value
        reason.meaning = meaning
        return reason

    NO_KEY = "no_key", "there is no usable key"
    AGENT_UNAVAILABLE = "agent_unavailable", "your agent can't be imported"
    REFUSED = "refused", "it refused the request"
    BUSY = "busy", "it had too many requests, or the credit is spent"
    TIMEOUT = "timeout", "it took too long"
    UNREACHABLE = "unreachable", "it could not be reached"
    BROKEN = "broken", "it broke off or failed"
    NONSENSE = "nonsense", "it sent no usable answer"
    GUARDED = "guarded", "nothing in its answer was backed by the résumé"
    GUARDRAIL = "guardrail", "your agent's own guardrail stopped it"
    ERROR = "error", "the agent raised an exception"


#: Those that don't mean that the model or the agent is broken.
NOT_RECORDED = frozenset(
    {
        FailureReason.NO_KEY,
        FailureReason.AGENT_UNAVAILABLE,
        FailureReason.GUARDED,
        FailureReason.GUARDRAIL,
    }
)


@dataclass(frozen=True, slots=True)
class Failure:
    """``kind`` is the exception's type, ``at`` in Unix seconds; ``transient`` means that
    asking again may help. ``status`` is 0 where there was no response.
    """

    reason: FailureReason
    kind: str = ""
    status: int = 0
    request_id: str = ""
    at: float = field(default_factory=time.time)
    transient: bool = False

    def __str__(self) -> str:
        moment = datetime.fromtimestamp(self.at, UTC)
        status = f" ({self.status})" if self.status else ""
        request = f", request id {self.request_id}" if self.request_id else ""
        return f"{self.reason.meaning}{status}, {moment:%d %B %H:%M} UTC{request}"


_next_clear = 0.0


def record_failure(failure: Failure) -> None:
    """Store it for the owner, if it says that the model or the agent is broken."""
    global _next_clear  # noqa: PLW0603
    if failure.reason not in NOT_RECORDED:
        _next_clear = 0.0
        _change(lambda: caches["default"].set(KEY, asdict(failure), LIFETIME))


def clear_failure() -> None:
    """Forget the failure after an answer; each process does so every ten seconds."""
    global _next_clear  # noqa: PLW0603
    if time.monotonic() >= _next_clear:
        _next_clear = time.monotonic() + CLEAR_INTERVAL
        _change(lambda: caches["default"].delete(KEY))


def last_failure() -> Failure | None:
    """The failure since the last answer; one query."""
    try:
        found = caches["default"].get(KEY)
        if not found:
            return None
        return Failure(**{**found, "reason": FailureReason(found["reason"])})
    except CACHE_ERRORS:
        return None
    except (TypeError, ValueError, KeyError):
        return None  # written by another version of this site


def _change(change: Callable[[], object]) -> None:
    try:
        change()
    except CACHE_ERRORS as error:
        logger.warning("The shared cache does not answer (%s).", type(error).__name__)
