"""What the exceptions of a run mean."""

from dataclasses import replace

import agents
import openai

from chatkit.answering.failures import Failure, FailureReason

#: The Agents SDK's message for a stream that ended before the answer did.
UNFINISHED = "did not produce a final response"
TRANSIENT = frozenset(
    {
        FailureReason.BUSY,
        FailureReason.TIMEOUT,
        FailureReason.UNREACHABLE,
        FailureReason.BROKEN,
    }
)


def classify(error: Exception, *, started: bool) -> Failure:
    """``started``: whether the model had sent anything."""
    reason = _reason(error, started=started)
    failure = Failure(reason, type(error).__name__, transient=reason in TRANSIENT)
    if not isinstance(error, openai.APIStatusError):
        return failure
    return replace(
        failure,
        status=error.status_code,
        request_id=error.request_id or "",
        transient=failure.transient and error.code != "insufficient_quota",
    )


def _reason(error: Exception, *, started: bool) -> FailureReason:
    match error:
        case openai.APIStatusError(status_code=429):
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
        case agents.ModelBehaviorError(message=message) if (
            started and UNFINISHED in message
        ):
            return FailureReason.BROKEN
        case (
            agents.InputGuardrailTripwireTriggered()
            | agents.OutputGuardrailTripwireTriggered()
        ):
            return FailureReason.GUARDRAIL
        case (
            agents.ModelBehaviorError()
            | agents.MaxTurnsExceeded()
            | agents.ModelRefusalError()
            | ValueError()
        ):
            return FailureReason.NONSENSE
    return FailureReason.ERROR
