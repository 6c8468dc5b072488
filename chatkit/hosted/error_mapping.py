"""What an error of OpenAI's means for the visitor and for later requests."""

import logging

from chatkit.api.errors import (
    ChatError,
    NotConfigured,
    UpstreamAuth,
    UpstreamBusy,
    UpstreamRefused,
    UpstreamTimeout,
    WorkflowNotFound,
)
from chatkit.config import agent_builder, upstream
from chatkit.config.resolve import Config
from chatkit.config.upstream import Cause
from chatkit.hosted.errors import OpenAIError, Refused, Unreachable

logger = logging.getLogger(__name__)

DEFAULT_RETRY_AFTER = 10  # seconds, if OpenAI doesn't say

#: Errors that repeat until the owner changes something.
PERMANENT: dict[Cause, type[ChatError]] = {
    Cause.ENDED: NotConfigured,
    Cause.AUTH: UpstreamAuth,
    Cause.WORKFLOW: WorkflowNotFound,
}


def handle(error: OpenAIError, config: Config, correlation_id: str) -> ChatError:
    """Log the error and return the one for the visitor.

    A permanent error is shared with all processes: later visitors get custom mode.
    """
    cause = permanent_cause(error)
    logger.warning(
        "No session: %s%s, correlation id %s",
        f"{cause}: " if cause else "",
        error,
        correlation_id,
    )
    if cause and isinstance(error, Refused):
        upstream.record(config, cause, error.status, error.request_id)
        return PERMANENT[cause](str(error), correlation_id=correlation_id)
    return temporary_error(error, correlation_id)


def permanent_cause(error: OpenAIError) -> Cause | None:
    if not isinstance(error, Refused):
        return None
    has_ended = agent_builder.has_ended()
    match error.status:
        case 401 | 403:
            return Cause.AUTH
        case 400 if has_ended and error.names_workflow:
            return Cause.ENDED
        case 410 if has_ended:
            return Cause.ENDED
        case 404 if has_ended and not error.names_workflow:
            return Cause.ENDED
        case 404:
            return Cause.WORKFLOW
    return None


def temporary_error(error: OpenAIError, correlation_id: str) -> ChatError:
    kind: type[ChatError] = UpstreamRefused
    retry_after = 0
    if isinstance(error, Refused) and error.status == 429:
        kind, retry_after = UpstreamBusy, error.retry_after or DEFAULT_RETRY_AFTER
    elif isinstance(error, Unreachable) and error.reason in ("slow", "connect"):
        kind = UpstreamTimeout
    return kind(str(error), retry_after=retry_after, correlation_id=correlation_id)
