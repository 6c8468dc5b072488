"""What an exception of a run means, in one word."""

from dataclasses import dataclass

import agents
import openai

from chatkit.answering.health import Word

TRIPWIRES = (
    agents.InputGuardrailTripwireTriggered,
    agents.OutputGuardrailTripwireTriggered,
)
#: How the SDK tells of a stream that ended before the answer did.
UNFINISHED = "did not produce a final response"


@dataclass(frozen=True, slots=True)
class Failed:
    """``status`` is 0 and ``request_id`` "" where none came; ``kind`` is the exception's
    type. ``transient``: asking again may help.
    """

    word: Word
    kind: str = ""
    status: int = 0
    request_id: str = ""
    transient: bool = False


def read(error: BaseException, *, begun: bool) -> Failed:
    """``begun``: the model had said something."""
    kind = type(error).__name__
    if isinstance(error, openai.APIStatusError):
        return _status(error, kind)
    if isinstance(error, TimeoutError | openai.APITimeoutError):
        return Failed(Word.TIMEOUT, kind, transient=True)
    if isinstance(error, openai.APIConnectionError) and not begun:
        return Failed(Word.UNREACHABLE, kind, transient=True)
    if isinstance(error, openai.APIResponseValidationError):
        return Failed(Word.NONSENSE, kind)
    if isinstance(error, openai.APIError):  # also an error event within the stream
        return Failed(Word.BROKEN, kind, transient=True)
    cut = isinstance(error, agents.ModelBehaviorError) and UNFINISHED in error.message
    if begun and cut:
        return Failed(Word.BROKEN, kind, transient=True)
    if isinstance(error, TRIPWIRES):
        return Failed(Word.GUARDRAIL, kind)
    if isinstance(
        error,
        agents.ModelBehaviorError
        | agents.MaxTurnsExceeded
        | agents.ModelRefusalError
        | ValueError,
    ):
        return Failed(Word.NONSENSE, kind)
    return Failed(Word.ERROR, kind)


def _status(error: openai.APIStatusError, kind: str) -> Failed:
    status, request_id = error.status_code, error.request_id or ""
    if status == 429:
        lasting = error.code == "insufficient_quota"
        return Failed(Word.BUSY, kind, status, request_id, transient=not lasting)
    if status >= 500:
        return Failed(Word.BROKEN, kind, status, request_id, transient=True)
    return Failed(Word.REFUSED, kind, status, request_id)
