"""``run_workflow`` as Agent Builder exports it: text in, one whole answer out.

The exported function runs its agents itself, so its answer can't be streamed. It is
checked and cited like any other.
"""

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, get_type_hints

from agents import (
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

from chatkit.answering.agent.runs import WorkflowCall, current_call
from chatkit.answering.base import TurnInput
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.llm.search_tool import current_search
from chatkit.answering.llm.structured import answer_text
from chatkit.config.resolve import Config
from chatkit.types import AssistantMessageItem, ThreadItem, UserMessageItem

INPUT_FIELD = "input_as_text"
MAX_EARLIER_MESSAGES = 6
SPEAKERS = {"user_message": "Visitor", "assistant_message": "Assistant"}


@dataclass(frozen=True, slots=True)
class Workflow:
    """A function that is awaited with ``input_type(input_as_text=...)``."""

    function: Callable[..., Coroutine[Any, Any, object]]
    input_type: type[BaseModel]

    def start(self, text: str, config: Config, evidence: RunEvidence) -> "WorkflowRun":
        """Its agents get the search tool, and CHATKIT_MODEL where they name no model."""
        call = WorkflowCall(evidence, config.model)
        variables = copy_context()
        variables.run(current_search.set, evidence.search)
        variables.run(current_call.set, call)
        given = self.input_type(**{input_field(self.input_type): text})
        task = asyncio.create_task(self.function(given), context=variables)
        return WorkflowRun(task, call)


class WorkflowRun:
    """The call of a workflow as a run with a single event."""

    final_output = None

    def __init__(self, task: asyncio.Task[object], call: WorkflowCall) -> None:
        self._task = task
        self._call = call
        self.context_wrapper = RunContextWrapper[Any](None, call.usage)

    def cancel(self) -> None:
        self._task.cancel()

    async def stream_events(self) -> AsyncIterator[StreamEvent]:
        await asyncio.wait([self._task])
        if self._task.cancelled():
            raise UserError("The workflow cancelled itself.")
        answer = answer_text(self._task.result()) or answer_text(self._call.output)
        text = ResponseOutputText(type="output_text", text=answer, annotations=[])
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
            return hint if input_field(hint) else None
    return None


def input_field(input_type: type[BaseModel]) -> str:
    """The field for the question: the usual one, or the only one that has to be given."""
    fields = input_type.model_fields
    needed = [name for name, field in fields.items() if field.is_required()]
    if INPUT_FIELD in fields and needed in ([], [INPUT_FIELD]):
        return INPUT_FIELD
    return needed[0] if len(needed) == 1 else ""
