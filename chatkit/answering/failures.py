"""Why a model or an agent gave no answer; the last failure is in the shared cache.

It has the status and the request id, never what the server said.
"""

import logging
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Self

from django.core.cache import caches

from chatkit.api.cache import errors_logged

logger = logging.getLogger(__name__)

KEY = "chatkit.model"
LIFETIME = 24 * 60 * 60  # seconds
CLEAR_INTERVAL = 10.0  # seconds


class FailureReason(StrEnum):
    """Why the extractive answerer stood in; stored as ``Turn.fallback``."""

    meaning: str  #: as the owner reads it
    is_defect: bool  #: whether it says that the model or the agent is broken

    def __new__(cls, value: str, meaning: str = "", is_defect: bool = True) -> Self:
        reason = str.__new__(cls, value)
        reason._value_ = value
        reason.meaning = meaning
        reason.is_defect = is_defect
        return reason

    NO_KEY = "no_key", "there is no usable key", False
    AGENT_UNAVAILABLE = "agent_unavailable", "your agent can't be imported", False
    REFUSED = "refused", "it refused the request"
    BUSY = "busy", "it had too many requests, or the credit is spent"
    TIMEOUT = "timeout", "it took too long"
    UNREACHABLE = "unreachable", "it could not be reached"
    BROKEN = "broken", "it broke off or failed"
    NONSENSE = "nonsense", "it sent no usable answer"
    LENGTH = "length", "its answer was cut at the limit of its length"
    FILTERED = "filtered", "a content filter stopped its answer"
    DECLINED = "declined", "it declined to answer", False
    GUARDED = "guarded", "nothing in its answer was backed by the résumé", False
    GUARDRAIL = "guardrail", "your agent's own guardrail stopped it", False
    ERROR = "error", "the agent raised an exception"


#: The model's own answer, or a part of it, was shown.
SHOWN = frozenset(
    {FailureReason.LENGTH, FailureReason.FILTERED, FailureReason.DECLINED}
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
    global _next_clear  # noqa: PLW0603
    logger.warning(
        "The model did not answer: %s (status %s, request id %s, %s).",
        failure.reason,
        failure.status or "none",
        failure.request_id or "none",
        failure.kind or "no exception",
    )
    if failure.reason.is_defect:
        _next_clear = 0.0
        with errors_logged():
            caches["default"].set(KEY, asdict(failure), LIFETIME)


def clear_failure() -> None:
    """Forget the failure after an answer; each process does so every ten seconds."""
    global _next_clear  # noqa: PLW0603
    if time.monotonic() >= _next_clear:
        _next_clear = time.monotonic() + CLEAR_INTERVAL
        with errors_logged():
            caches["default"].delete(KEY)


def last_failure() -> Failure | None:
    """The failure since the last answer; one query."""
    with errors_logged():
        if found := caches["default"].get(KEY):
            # Another version of this site may have written it.
            with suppress(TypeError, ValueError, KeyError):
                return Failure(**{**found, "reason": FailureReason(found["reason"])})
    return None
