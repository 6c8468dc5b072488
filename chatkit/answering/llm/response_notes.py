"""How the last response of a model ended, noted where its data is read.

The Agents SDK does not pass on why a response through chat completions stopped.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from chatkit.answering.failures import FailureReason

_LENGTH = frozenset({"length", "max_tokens", "max_output_tokens", "model_length"})
_FILTER = frozenset(
    {
        *("content_filter", "filter", "safety", "sensitive", "recitation"),
        *("prohibited_content", "blocklist", "spii", "guardrail_intervened"),
    }
)
_DECLINED = frozenset({"refusal", "declined"})
MAX_TOKENS = 4_000_000  # of a run; more is a mistake of the server


@dataclass(slots=True)
class ResponseNotes:
    stop: str = ""

    def read(self, data: Mapping[str, Any]) -> None:
        """Note the reason in a chunk, an event or a whole response."""
        for choice in as_list(data.get("choices")):
            if isinstance(choice, dict) and isinstance(
                choice.get("finish_reason"), str
            ):
                self.stop = choice["finish_reason"].lower()
        response = data.get("response", data)
        details = isinstance(response, dict) and response.get("incomplete_details")
        if isinstance(details, dict) and isinstance(details.get("reason"), str):
            self.stop = details["reason"].lower()
        item = data.get("item")
        if isinstance(item, dict) and item.get("status") == "incomplete":
            self.stop = self.stop or "length"
        if data.get("type") == "response.created":
            self.stop = ""

    @property
    def reason(self) -> FailureReason | None:
        if self.stop in _LENGTH:
            return FailureReason.LENGTH
        if self.stop in _FILTER:
            return FailureReason.FILTERED
        return FailureReason.DECLINED if self.stop in _DECLINED else None

    @property
    def is_cut(self) -> bool:
        return self.reason is not None


#: Of the run in this context.
current_notes: ContextVar[ResponseNotes] = ContextVar("chatkit_response_notes")


def plausible(tokens: object) -> int:
    """A count of tokens as it may be recorded: servers report anything."""
    if not isinstance(tokens, int) or not 0 <= tokens <= MAX_TOKENS:
        return 0
    return int(tokens)


def as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
