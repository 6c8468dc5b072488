"""What an exception of a run means, in one word."""

from dataclasses import dataclass

import agents
import openai

from chatkit.answering.health import FailureReason

TRIPWIRES = (
    agents.InputGuardrailTripwireTriggered,
    agents.OutputGuardrailTripwireTriggered,
)
#: How the SDK tells of a stream that ended before the answer did.
UNFINISHED = "did not produce a final response"


@dataclass(frozen=True, slots=True)
class RunFailure:
    """``status`` is 0 and ``request_id`` "" where none came; ``kind`` is the exception's
    type. ``transient``: asking again may help.
    """

    reason: FailureReason
    kind: str = ""
    status: int = 0
    request_id: str = ""
    transient: bool = False


def read(error: BaseException, *, begun: bool) -> RunFailure:
    """``begun``: the model had said something."""
    kind = type(error).__name__
    if isinstance(error, openai.APIStatusError):
        return _status(error, kind)
    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return RunFailure(FailureReason.TIMEOUT, kind, transient=True)
    if isinstance(error, openai.APIConnectionError) and not begun:
        return RunFailure(FailureReason.UNREACHABLE, kind, transient=True)
    if isinstance(error, openai.APIResponseValidationError):
        return RunFailure(FailureReason.NONSENSE, kind)
    if isinstance(error, openai.APIError):  # also an error event within the stream
        return RunFailure(FailureReason.BROKEN, kind, transient=True)
    cut = isinstance(error, agents.ModelBehaviorError) and UNFINISHED in error.message
    if begun and cut:
        return RunFailure(FailureReason.BROKEN, kind, transient=True)
    if isinstance(error, TRIPWIRES):
        return RunFailure(FailureReason.GUARDRAIL, kind)
    if isinstance(
        error,
        agents.ModelBehaviorError
        | agents.MaxTurnsExceeded
        | agents.ModelRefusalError
        | ValueError,
    ):
        return RunFailure(FailureReason.NONSENSE, kind)
    return RunFailure(FailureReason.ERROR, kind)


def _status(error: openai.APIStatusError, kind: str) -> RunFailure:
    status, request_id = error.status_code, error.request_id or ""
    if status == 429:
        lasting = error.code == "insufficient_quota"
        return RunFailure(
            FailureReason.BUSY, kind, status, request_id, transient=not lasting
        )
    if status >= 500:
        return RunFailure(
            FailureReason.BROKEN, kind, status, request_id, transient=True
        )
    return RunFailure(FailureReason.REFUSED, kind, status, request_id)
