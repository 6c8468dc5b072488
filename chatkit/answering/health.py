"""How the model last failed, in the shared cache, for the owner's eyes.

It holds the status and the request id, never what the server said. The first answer
after it clears it, within ten seconds.
"""

import logging
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum

from django.core.cache import caches

from chatkit.config.upstream import CACHE_FAILURES

logger = logging.getLogger(__name__)

KEY = "chatkit.model"
LIFETIME = 24 * 60 * 60  # seconds it is shown
CLEARING = 10.0  # seconds between two of a process's clearings


class FailureReason(StrEnum):
    """Why the embedded answerer stood in; the ledger keeps it as ``fallback``."""

    NO_KEY = "no_key"
    AGENT_UNAVAILABLE = "agent_unavailable"
    REFUSED = "refused"
    BUSY = "busy"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    BROKEN = "broken"
    NONSENSE = "nonsense"
    GUARDED = "guarded"
    GUARDRAIL = "guardrail"
    ERROR = "error"


#: The words that tell of a model that does not work, in a sentence.
FAILURE_MEANINGS = {
    FailureReason.REFUSED: "it refused the request",
    FailureReason.BUSY: "it had too many requests, or the credit is spent",
    FailureReason.TIMEOUT: "it took too long",
    FailureReason.UNREACHABLE: "it could not be reached",
    FailureReason.BROKEN: "it broke off or had trouble of its own",
    FailureReason.NONSENSE: "what it sent was no answer",
    FailureReason.ERROR: "the agent raised an exception",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """``at`` is in Unix seconds; ``kind`` is the type of the exception."""

    reason: str
    kind: str
    status: int
    request_id: str
    at: float

    def __str__(self) -> str:
        moment = datetime.fromtimestamp(self.at, UTC)
        meaning = FAILURE_MEANINGS.get(FailureReason(self.reason), self.reason)
        status = f" ({self.status})" if self.status else ""
        request = f", request id {self.request_id}" if self.request_id else ""
        return f"{meaning}{status}, {moment:%d %B %H:%M} UTC{request}"


_cleared = 0.0


def record_failure(
    reason: FailureReason, kind: str, status: int, request_id: str
) -> None:
    """Keep a failure, if it is one that the owner can do something about."""
    global _cleared  # noqa: PLW0603
    if reason not in FAILURE_MEANINGS:
        return
    _cleared = 0.0
    failure = Failure(reason, kind, status, request_id, time.time())
    try:
        caches["default"].set(KEY, asdict(failure), LIFETIME)
    except CACHE_FAILURES as error:
        logger.warning("The shared cache does not answer (%s).", type(error).__name__)


def clear_failure() -> None:
    """The model answered; costs a query every ten seconds at most."""
    global _cleared  # noqa: PLW0603
    if time.monotonic() < _cleared + CLEARING and _cleared:
        return
    _cleared = time.monotonic()
    try:
        caches["default"].delete(KEY)
    except CACHE_FAILURES as error:
        logger.warning("The shared cache does not answer (%s).", type(error).__name__)


def last_failure() -> Failure | None:
    """The failure since which the model has not answered; one query."""
    try:
        found = caches["default"].get(KEY)
        return Failure(**found) if found and FailureReason(found["reason"]) else None
    except CACHE_FAILURES:
        return None
    except (TypeError, ValueError, KeyError):
        return None  # another version of this site wrote it
