"""What the exceptions of a run mean, and how they are logged."""

import traceback

import agents
import openai

from chatkit.answering.failures import Failure, FailureReason
from chatkit.answering.llm.structured import GuardrailFailed
from chatkit.answering.redaction import redact

#: The Agents SDK's message for a stream that ended before the answer did.
UNFINISHED = "did not produce a final response"
#: Their texts repeat what was received.
NOT_OF_THE_OWNER = (
    openai.OpenAIError,
    agents.ModelBehaviorError,
    agents.ModelRefusalError,
    agents.MaxTurnsExceeded,
    agents.InputGuardrailTripwireTriggered,
    agents.OutputGuardrailTripwireTriggered,
    GuardrailFailed,
    TimeoutError,
)
MAX_TRACE = 8_000  # characters
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


def describe(error: BaseException) -> str:
    """The text and the trace of an exception of the owner's code; "" for any other.

    Without secrets, and without what a model's server or a visitor said.
    """
    if isinstance(error, NOT_OF_THE_OWNER):
        return ""
    causes = [error]
    while cause := causes[-1].__cause__ or causes[-1].__context__:
        if cause in causes or isinstance(cause, NOT_OF_THE_OWNER):
            break
        causes.append(cause)
    lines = [
        line
        for one in reversed(causes)
        for line in traceback.format_exception(one, limit=-12, chain=False)
    ]
    return redact("".join(lines)[-MAX_TRACE:])


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
        case agents.MaxTurnsExceeded() | RecursionError():
            return FailureReason.NONSENSE
        case agents.InputGuardrailTripwireTriggered() | GuardrailFailed():
            return FailureReason.GUARDRAIL
        case agents.OutputGuardrailTripwireTriggered():
            return FailureReason.GUARDRAIL
    return FailureReason.ERROR
