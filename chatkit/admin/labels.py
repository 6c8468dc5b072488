"""Stored values in words, for the owner."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from chatkit.answering import registry
from chatkit.answering.failures import FailureReason
from chatkit.models import AnsweredBy, Turn

MAX_LINE = 80  # characters

#: Why a short answer was given instead of the model's or the agent's.
FALLBACKS: Mapping[str, str] = {
    "budget_messages": "today's questions were used up",
    "budget_tokens": "today's tokens were used up",
    "budget_visitor_messages": "the visitor's questions for the day were used up",
    "budget_visitor_tokens": "the visitor's tokens for the day were used up",
    **{reason.value: reason.meaning for reason in FailureReason},
}
RESPONDERS: Mapping[str, str] = {kind.name: kind.label for kind in registry.KINDS}


def fallback(reason: str) -> str:
    return FALLBACKS.get(reason, reason.replace("_", " "))


def answered_by(turn: Turn) -> str:
    """Such as "the model gpt-x"; "" where nobody answered."""
    responder = RESPONDERS.get(turn.answered_by, turn.answered_by)
    if turn.answered_by == AnsweredBy.EMBEDDED:  # turn.model is the one it replaced
        return responder
    return f"{responder} {turn.model}".strip()


def duration(milliseconds: int | None) -> str:
    return "" if milliseconds is None else f"{milliseconds / 1000:.1f} s"


def moment(at: datetime) -> str:
    """Such as "23 Nov 2026 14:02"."""
    return f"{at:%-d %b %Y %H:%M}"


def counted(number: int, one: str) -> str:
    """Such as "2 claims"."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def short_visitor(visitor_id: str) -> str:
    """Enough of the id to tell visitors apart."""
    return visitor_id[:13]


def message_text(data: Any) -> str:
    parts = (data or {}).get("content") or ()
    return "".join(part.get("text") or "" for part in parts)


def title(thread: Any) -> str:
    """A conversation's title, else its first question; see ``changelist.annotate``."""
    text = thread.data.get("title") or message_text(thread.first_question)
    return one_line(text or "(nothing was asked)")


def one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MAX_LINE else f"{line[: MAX_LINE - 1]}…"


def join(parts: Iterable[str]) -> str:
    return " · ".join(filter(None, parts))
