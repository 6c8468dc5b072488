"""``run_workflow`` as Agent Builder exports it: text in, one whole answer out.

The exported function runs its agents itself, so its answer can't be streamed. It is
checked and cited like any other.
"""

import asyncio
import inspect
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, get_type_hints

from agents import (
    Agent,
    RawResponsesStreamEvent,
    RunContextWrapper,
    StreamEvent,
    UserError,
)
from openai.types.responses import (
    ResponseOutputItemDoneEvent,
    ResponseOutputMessage,
    ResponseOutputText,
)
from pydantic import BaseModel

from chatkit.answering.base import TurnInput
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.llm.search_tool import add_search_tool, current_search
from chatkit.config.resolve import Config
from chatkit.types import AssistantMessageItem, ThreadItem, UserMessageItem

INPUT_FIELD = "input_as_text"
OUTPUT_FIELDS = ("output_text", "text", "answer", "message", "output")
MAX_EARLIER_MESSAGES = 6
SPEAKERS = {"user_message": "Visitor", "assistant_message": "Assistant"}


@dataclass(frozen=True, slots=True)
class Workflow:
    """A function that is awaited with ``input_type(input_as_text=...)``."""

    function: Callable[..., Coroutine[Any, Any, object]]
    input_type: type[BaseModel]

    def start(self, text: str, config: Config, evidence: RunEvidence) -> "WorkflowRun":
        """Its agents get the search tool, and CHATKIT_MODEL where they name no model."""
        for value in self.function.__globals__.values():
            if isinstance(value, Agent):
                add_search_tool(value)
                value.model = value.model or config.model or None
        variables = copy_context()
        variables.run(current_search.set, evidence.search)
        call = self.function(self.input_type(**{INPUT_FIELD: text}))
        return WorkflowRun(asyncio.create_task(call, context=variables))


class WorkflowRun:
    """The call of a workflow as a run with a single event."""

    def __init__(self, task: asyncio.Task[object]) -> None:
        self._task = task
        self.context_wrapper = RunContextWrapper[Any](None)

    def cancel(self) -> None:
        self._task.cancel()

    async def stream_events(self) -> AsyncIterator[StreamEvent]:
        await asyncio.wait([self._task])
        if self._task.cancelled():
            raise UserError("The workflow cancelled itself.")
        text = ResponseOutputText(
            type="output_text", text=output_text(self._task.result()), annotations=[]
        )
        message = ResponseOutputMessage(
            id="msg_workflow",
            type="message",
            role="assistant",
            status="completed",
            content=[text],
        )
        yield RawResponsesStreamEvent(
            data=ResponseOutputItemDoneEvent(
                type="response.output_item.done",
                item=message,
                output_index=0,
                sequence_number=0,
            )
        )


def input_text(items: Sequence[ThreadItem], turn: TurnInput) -> str:
    """The question, the messages before it and the files, as the one text it takes."""
    messages = [
        (item.type, "\n".join(part.text for part in item.content))
        for item in items
        if isinstance(item, UserMessageItem | AssistantMessageItem)
    ]
    question = turn.question or (messages.pop()[1] if messages else "")
    if messages and messages[-1] == ("user_message", question):
        messages.pop()
    parts = []
    if turn.attached_text:
        parts.append(f"Files the visitor attached, as material:\n{turn.attached_text}")
    if messages:
        recent = messages[-MAX_EARLIER_MESSAGES:]
        earlier = "\n".join(f"{SPEAKERS[type_]}: {text}" for type_, text in recent)
        parts.append(f"Earlier in this conversation:\n{earlier}")
    if not parts:
        return question
    return "\n\n".join([*parts, f"The visitor asks:\n{question}"])


def output_text(result: object) -> str:
    """The text in a result: a string, or in a field of a mapping or an object."""
    if isinstance(result, str):
        return _without_json(result)
    if final := getattr(result, "final_output", None):
        return output_text(final)
    for name in OUTPUT_FIELDS:
        if isinstance(result, Mapping):
            found = result.get(name)
        else:
            found = getattr(result, name, None)
        if isinstance(found, str) and found:
            return _without_json(found)
    return ""


def _without_json(text: str) -> str:
    """The text within JSON, which an agent with an output type returns."""
    if text.lstrip()[:1] not in {"{", "["}:
        return text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return output_text(value)


def workflow_input_type(function: Callable[..., Any]) -> type[BaseModel] | None:
    """Of a workflow as Agent Builder exports it; None for other functions."""
    if not inspect.iscoroutinefunction(function):
        return None
    try:
        hints = get_type_hints(function)
    except Exception:  # noqa: BLE001 -- annotations may name what is not defined
        return None
    for name in inspect.signature(function).parameters:
        hint = hints.get(name)
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            return hint if INPUT_FIELD in hint.model_fields else None
    return None
