"""The text for the visitor within a result of any form: JSON, a model, a run, a list."""

import dataclasses
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

MAX_LENGTH = 200_000  # characters of JSON that are read
MAX_DEPTH = 6
ANSWER_FIELDS = (
    *("output_text", "final_output", "final_answer", "answer", "response", "reply"),
    *("text", "message", "content", "output", "result"),
)
_SPEAKS = re.compile(
    r"answer|response|reply|text|message|content|summary", re.IGNORECASE
)
_THINKS = re.compile(
    r"think|thought|reason|rationale|analysis|scratch|reflect|plan|note|debug|internal"
    r"|log|trace|error|guardrail|classif|categor|intent",
    re.IGNORECASE,
)
_STARTS_JSON = re.compile(r"\s*(?:```(?:json)?\s*)?(?:\{|\[\s*[{\"])")
_FENCED = re.compile(r"\s*```(?:json)?\s*(?P<json>.*?)\s*(?:```\s*)?", re.DOTALL)


class GuardrailFailed(Exception):
    """The result says that a guardrail of the workflow stopped it."""


def may_be_structured(text: str) -> bool:
    return bool(_STARTS_JSON.match(text))


def answer_text(result: object, depth: int = 0) -> str:
    """The text in a result, "" where there is none.

    Raises GuardrailFailed for what Agent Builder's guardrails return.
    """
    match result:
        case str():
            return _from_json(result, depth)
        case Mapping():
            return _from_mapping(result, depth) if depth < MAX_DEPTH else ""
        case list() | tuple():
            parts = [answer_text(part, depth + 1) for part in result[:100]]
            return "\n\n".join(filter(None, parts)) if depth < MAX_DEPTH else ""
        case BaseModel():
            return answer_text(result.model_dump(), depth)
    if dataclasses.is_dataclass(result) and not isinstance(result, type):
        if hasattr(result, "final_output"):  # a run
            return answer_text(result.final_output, depth + 1)
        names = [field.name for field in dataclasses.fields(result)]
        return answer_text({name: getattr(result, name) for name in names}, depth)
    for name in ANSWER_FIELDS:
        if isinstance(found := getattr(result, name, None), str) and found:
            return answer_text(found, depth + 1)
    return ""


def _from_json(text: str, depth: int) -> str:
    if not may_be_structured(text) or len(text) > MAX_LENGTH:
        return text
    fenced = _FENCED.fullmatch(text)
    try:
        value = json.loads(fenced["json"] if fenced else text)
    except (ValueError, RecursionError):
        return text
    return answer_text(value, depth + 1)


def _from_mapping(result: Mapping[Any, Any], depth: int) -> str:
    if result.get("failed") is True or any(
        isinstance(part, Mapping) and part.get("failed") is True
        for part in result.values()
    ):
        raise GuardrailFailed
    if _is_tool_call(result):
        return ""
    named = {str(name): value for name, value in result.items()}
    for name in ANSWER_FIELDS:
        if text := answer_text(named.get(name), depth + 1):
            return text
    spoken = [name for name in named if not _THINKS.search(name)]
    preferred = [name for name in spoken if _SPEAKS.search(name)]
    texts = _texts(named, preferred, depth) or _texts(named, spoken, depth)
    return "\n\n".join(texts)


def _texts(named: Mapping[str, Any], names: Iterable[str], depth: int) -> list[str]:
    """The sentences among the values; a single word is a label."""
    found = (answer_text(named[name], depth + 1).strip() for name in names)
    return [text for text in found if " " in text]


def _is_tool_call(result: Mapping[Any, Any]) -> bool:
    return "tool_calls" in result or (
        bool(result.keys() & {"name", "function", "tool_name", "tool"})
        and bool(result.keys() & {"arguments", "parameters", "args", "input"})
    )
