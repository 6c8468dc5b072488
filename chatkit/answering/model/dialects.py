"""What servers answer, in the form that the Agents SDK reads."""

import json
from typing import Any

from chatkit.answering.llm.response_notes import MAX_TOKENS, as_list
from chatkit.fields import storable

HALF = "chatkit.half_character"
#: A token count under any name; a server may report what is no count.
COUNTS = "tokens"


def normalize(data: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
    """A chunk, an event or a whole response; ``state`` is the response's own.

    Text in parts becomes one text, without the parts that are thoughts. Characters that
    were split between two deltas are joined, half ones are dropped. A usage that can't
    be true is left out.
    """
    for choice in as_list(data.get("choices")):
        if not isinstance(choice, dict):
            continue
        for name in ("delta", "message"):
            if isinstance(part := choice.get(name), dict):
                _normalize_message(part, state)
    if isinstance(delta := data.get("delta"), str):
        data["delta"] = _whole(delta, state)
    for holder in (data, data.get("response")):
        if isinstance(holder, dict) and not is_plausible(holder.get("usage")):
            holder["usage"] = None
    return data if "delta" in data or "choices" in data else storable(data)


def as_stream(content: bytes) -> bytes:
    """The events of a whole response, of a server that does not stream when asked to.

    Anything else is returned as it is.
    """
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return content
    if not isinstance(document, dict):
        return content
    events: list[dict[str, Any]] = []
    for index, item in enumerate(as_list(document.get("output"))):
        done = {"type": "response.output_item.done", "output_index": index}
        events.append({**done, "item": item, "sequence_number": index})
    if events:
        completed = {"type": "response.completed", "response": document}
        events.append({**completed, "sequence_number": len(events)})
    elif choices := as_list(document.get("choices")):
        events.append({**document, "choices": [_as_chunk(one) for one in choices]})
    lines = [f"data: {json.dumps(event)}\n\n" for event in events]
    return "".join(lines).encode() or content


def _as_chunk(choice: Any) -> Any:
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(message, dict):
        return choice
    calls = as_list(message.get("tool_calls"))
    numbered = [
        {**call, "index": index}
        for index, call in enumerate(calls)
        if isinstance(call, dict)
    ]
    return {**choice, "delta": {**message, "tool_calls": numbered or None}}


def is_plausible(usage: object) -> bool:
    if not isinstance(usage, dict):
        return usage is None
    counts = [value for name, value in usage.items() if name.endswith(COUNTS)]
    return all(
        isinstance(count, int) and 0 <= count <= MAX_TOKENS
        for count in counts
        if count is not None
    )


def _normalize_message(message: dict[str, Any], state: dict[str, Any]) -> None:
    content = message.get("content")
    if isinstance(content, list):
        content = "".join(map(_part_text, content))
    if isinstance(content, str):
        message["content"] = _whole(content, state)
    elif content is not None:
        message["content"] = _part_text(content)
    for name in ("reasoning", "reasoning_content", "refusal"):
        if isinstance(text := message.get(name), str):
            message[name] = storable(text)
        elif text is not None:
            message[name] = None


def _part_text(part: object) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, dict) and part.get("type", "text") in {"text", "output_text"}:
        text = part.get("text")
        text = text.get("value") if isinstance(text, dict) else text
        return text if isinstance(text, str) else ""
    return ""


def _whole(text: str, state: dict[str, Any]) -> str:
    text = state.pop(HALF, "") + text
    if text and "\ud800" <= text[-1] <= "\udbff":
        state[HALF], text = text[-1], text[:-1]
    return str(storable(text))
