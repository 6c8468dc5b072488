"""Parameters that a model's server may refuse; a request is then sent without them."""

import re
from collections.abc import Mapping
from typing import Any

MAX_TOKENS = 4_000  # of an answer, reasoning included
REFUSALS = frozenset({400, 422})  # statuses
#: A request makes no sense without these.
NEEDED = frozenset(
    {
        *("model", "messages", "input", "instructions", "prompt", "stream"),
        *("tools", "tool_choice", "text", "response_format"),
    }
)
#: Some servers know a parameter by its other name only.
OTHER_NAMES = {
    "max_tokens": "max_completion_tokens",
    "max_completion_tokens": "max_tokens",
}

#: In place of a parameter: messages of the system, or two of one role in a row.
ROLES = "roles"
_ROLES_REFUSED = re.compile(
    r"system role|role.{0,20}\bsystem\b|roles? must alternate", re.IGNORECASE
)

#: A refused parameter, with the name to send its value under, or "".
Refused = dict[str, str]


def plain(body: Mapping[str, Any]) -> dict[str, Any]:
    """Messages of nothing but text with it as a string: many servers take no parts."""
    messages = body.get("messages")
    if not isinstance(messages, list):
        return dict(body)
    return {**body, "messages": [_plain_message(message) for message in messages]}


def _plain_message(message: Any) -> Any:
    parts = message.get("content") if isinstance(message, dict) else None
    if not isinstance(parts, list) or not all(
        isinstance(part, dict) and part.get("type") == "text" for part in parts
    ):
        return message
    return {**message, "content": "\n".join(part["text"] for part in parts)}


def find_refused(error: str, sent: Mapping[str, Any], known: Refused) -> Refused:
    """``known`` and the parameters that the error names; equal where it names none."""
    words = set(re.findall(r"\w+", error))
    named = [name for name in sent if name in words and name not in NEEDED]
    found = dict(known)
    if "messages" in sent and _ROLES_REFUSED.search(error):
        found[ROLES] = ""
    for name in named:
        other = OTHER_NAMES.get(name, "")
        found[name] = "" if other in found or other in named else other
    return found


def leave_out(body: Mapping[str, Any], refused: Refused) -> dict[str, Any]:
    sent = {name: value for name, value in body.items() if name not in refused}
    for name, other in refused.items():
        if other and name in body and other not in refused:
            sent[other] = body[name]
    if ROLES in refused:
        sent["messages"] = _merge_roles(body["messages"])
    return sent


def _merge_roles(messages: list[Any]) -> list[Any]:
    """The visitor and the model in turn: the template of the model knows no other."""
    merged: list[Any] = []
    for message in messages:
        is_rule = message.get("role") in {"system", "developer"}
        role = "user" if is_rule else message.get("role")
        last = merged[-1] if merged else {}
        texts = [last.get("content"), message.get("content")]
        if last.get("role") == role and all(isinstance(text, str) for text in texts):
            merged[-1] = {**last, "content": "\n\n".join(texts)}
        else:
            merged.append({**message, "role": role})
    return merged
