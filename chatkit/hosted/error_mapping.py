"""What a refusal of OpenAI's means: for the visitor, for the log, for the next one."""

import logging

from django.utils import timezone

from chatkit.api.errors import (
    ChatError,
    NotConfigured,
    UpstreamAuth,
    UpstreamBusy,
    UpstreamRefused,
    UpstreamTimeout,
    WorkflowNotFound,
)
from chatkit.config import mode, upstream
from chatkit.config.resolve import Config
from chatkit.config.upstream import Cause
from chatkit.hosted.errors import Odd, Refusal, Refused, Unreachable

logger = logging.getLogger(__name__)

BUSY_FOR = 10  # seconds, where OpenAI does not say how long

#: What a refusal that will be repeated means for the visitor.
FOR_GOOD: dict[Cause, type[ChatError]] = {
    Cause.ENDED: NotConfigured,
    Cause.AUTH: UpstreamAuth,
    Cause.WORKFLOW: WorkflowNotFound,
}


def judge(refusal: Refusal, config: Config, correlation_id: str) -> ChatError:
    """Log it, tell the other processes if it will be repeated, and soften it."""
    cause = for_good(refusal)
    said = summary(refusal)
    logger.warning(
        "No session: %s%s, correlation id %s",
        f"{cause}: " if cause else "",
        said,
        correlation_id,
    )
    if cause and isinstance(refusal, Refused):
        upstream.record(config, cause, refusal.status, refusal.request_id)
        failure = FOR_GOOD[cause](said)
    else:
        failure = passing(refusal, said)
    failure.correlation_id = correlation_id
    return failure


def for_good(refusal: Refusal) -> Cause | None:
    """What will be refused again until the owner changes something, if it will."""
    if not isinstance(refusal, Refused):
        return None
    has_ended = mode.days_left(timezone.localdate()) <= 0
    match refusal.status:
        case 401 | 403:
            return Cause.AUTH
        case 410 if has_ended:
            return Cause.ENDED
        case 404 if has_ended and not refusal.names_workflow:
            return Cause.ENDED
        case 404:
            return Cause.WORKFLOW
    return None


def passing(refusal: Refusal, said: str) -> ChatError:
    """The failure for one that may not be repeated."""
    if isinstance(refusal, Refused) and refusal.status == 429:
        return UpstreamBusy(said, retry_after=refusal.retry_after or BUSY_FOR)
    if isinstance(refusal, Unreachable) and refusal.reason in ("slow", "connect"):
        return UpstreamTimeout(said)
    return UpstreamRefused(said)


def summary(refusal: Refusal) -> str:
    """What may be logged of it: never a word of OpenAI's."""
    match refusal:
        case Unreachable(reason=reason):
            return f"OpenAI can't be reached ({reason})"
        case Odd(request_id=request_id):
            return f"an unexpected answer, x-request-id {request_id or 'none'}"
        case Refused(status=status, code=code, request_id=request_id):
            known = f" {code}" if code else ""
            return f"status {status}{known}, x-request-id {request_id or 'none'}"
