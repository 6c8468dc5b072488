"""What the exceptions of a run mean."""

import agents
import openai

from chatkit.answering.failures import Failure, FailureReason

#: The Agents SDK's message for a stream that ended before the answer did.
UNFINISHED = "did not produce a final response"
TRANSIENT = (
    FailureReason.BUSY,
    FailureReason.TIMEOUT,
    FailureReason.UNREACHABLE,
    FailureReason.BROKEN,
)


def classify(error: Exception, *, started: bool) -> Failure:
    """``started``: whether the model had sent anything."""
    reason = _reason(error, started=started)
    status, request_id, is_spent = 0, "", False
    if isinstance(error, openai.APIStatusError):
        status, request_id = error.status_code, error.request_id or ""
        is_spent = error.code == "insufficient_quota"
    return Failure(
        reason,
        type(error).__name__,
        status,
        request_id,
        transient=reason in TRANSIENT and not is_spent,
    )


def _reason(error: Exception, *, started: bool) -> FailureReason:
    match error:
        case openai.RateLimitError():
            return FailureReason.BUSY
        case openai.APIStatusError(status_code=status):
            return FailureReason.BROKEN if status >= 500 else FailureReason.REFUSED
        case TimeoutError() | openai.APITimeoutError():
            return FailureReason.TIMEOUT
        case openai.APIConnectionError() if not started:
            return FailureReason.UNREACHABLE
        case openai.APIResponseValidationError():
            return FailureReason.NONSENSE
        case openai.APIError():  # also an error event in the stream
            return FailureReason.BROKEN
        case agents.ModelBehaviorError() if started and UNFINISHED in error.message:
            return FailureReason.BROKEN
        case agents.ModelBehaviorError() | agents.ModelRefusalError() | ValueError():
            return FailureReason.NONSENSE
        case agents.MaxTurnsExceeded():
            return FailureReason.NONSENSE
        case agents.InputGuardrailTripwireTriggered():
            return FailureReason.GUARDRAIL
        case agents.OutputGuardrailTripwireTriggered():
            return FailureReason.GUARDRAIL
    return FailureReason.ERROR
