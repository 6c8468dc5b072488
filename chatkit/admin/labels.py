"""What the ledger's words mean, for an owner."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from chatkit.answering import registry
from chatkit.answering.health import FAILURE_MEANINGS
from chatkit.models import Turn

LINE = 80  # characters

#: Why another answered than was chosen.
FALLBACKS: Mapping[str, str] = {
    "budget_messages": "today's questions were used up",
    "budget_tokens": "today's tokens were used up",
    "budget_visitor_messages": "the visitor's questions of the day were used up",
    "budget_visitor_tokens": "the visitor's tokens of the day were used up",
    **{str(word): meaning for word, meaning in FAILURE_MEANINGS.items()},
    "no_key": "there is no key that can be sent",
    "agent_unavailable": "your agent can't be imported",
    "guarded": "nothing of its answer had a ground in the résumé",
    "guardrail": "your agent's own guardrail stopped it",
}
ROLES: Mapping[str, str] = {kind.name: kind.label for kind in registry.KINDS}
KINDS: Mapping[str, str] = {
    "client_tool_call": "A tool was called in the visitor's browser",
    "generated_image": "An image was made",
    "structured_input": "A form was shown",
    "task": "A step was shown",
    "widget": "A widget was shown",
    "workflow": "Steps were shown",
}
#: What is kept for the answerer and was never shown.
HIDDEN = ("end_of_turn", "hidden_context_item", "sdk_hidden_context")


def fallback(word: str) -> str:
    """Why a short answer was given; "" where none was."""
    return FALLBACKS.get(word, word.replace("_", " "))


def answered_by(turn: Turn) -> str:
    """Such as "the model gpt-x"; "" where nobody did."""
    who = ROLES.get(turn.answered_by, turn.answered_by)
    stood_in = turn.answered_by == "embedded"  # for the model that is named
    return who if stood_in else f"{who} {turn.model}".strip()


def duration(milliseconds: int | None) -> str:
    """Such as "1.2 s"; "" where it is not known."""
    return "" if milliseconds is None else f"{milliseconds / 1000:.1f} s"


def moment(at: datetime) -> str:
    """Such as "23 Nov 2026 14:02"."""
    return f"{at:%-d %b %Y %H:%M}"


def counted(number: int, one: str) -> str:
    """Such as "2 claims"."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"


def short_visitor(visitor_id: str) -> str:
    """Enough of the id to tell visitors apart; the ledger may have forgotten it."""
    return visitor_id[:13] or "forgotten"


def text_of(data: Any) -> str:
    """The words of a message as the chat SDK keeps it."""
    parts = (data or {}).get("content") or ()
    return "".join(part.get("text") or "" for part in parts)


def title(thread_data: Mapping[str, Any], first_question: Any) -> str:
    """What a conversation is known by: its title, else its first question."""
    return thread_data.get("title") or text_of(first_question) or "(nothing was asked)"


def joined(parts: Iterable[str]) -> str:
    """Those that are there, with a dot between."""
    return " · ".join(filter(None, parts))


def shortened(text: str) -> str:
    """One line of a list."""
    line = " ".join(text.split())
    return line if len(line) <= LINE else f"{line[: LINE - 1]}…"
