"""``run_workflow`` as Agent Builder exports it: text in, one whole answer out.

The exported function runs its agents itself, so nothing can be streamed. What it
returns is checked and cited like any answer.
"""

import asyncio
import contextvars
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from typing import Any

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

from chatkit.answering.agent.loader import Workflow
from chatkit.answering.agent.tool import PassageSearch, current, equip
from chatkit.answering.base import TurnInput
from chatkit.config.resolve import Config
from chatkit.types import AssistantMessageItem, ThreadItem, UserMessageItem

TEXTS = ("output_text", "text", "answer", "message", "output")
BEFORE = 6  # messages of the conversation it is told of, besides the question


def start(
    workflow: Workflow, text: str, passage_search: PassageSearch, config: Config
) -> "WorkflowRun":
    """Call it in a task of its own."""
    prepare(workflow.function, config)
    return WorkflowRun(workflow.call(text), passage_search)


def prepare(function: Callable[..., Any], config: Config) -> None:
    """Give its agents the passages, and the site's model where they name none."""
    for value in function.__globals__.values():
        if isinstance(value, Agent):
            equip(value)
            value.model = value.model or config.model or None


class WorkflowRun:
    """A call of the function in the shape of a run: one event, when it has returned."""

    def __init__(
        self, call: Coroutine[Any, Any, object], passage_search: PassageSearch
    ) -> None:
        context = contextvars.copy_context()
        context.run(current.set, passage_search)
        self._task = asyncio.create_task(call, context=context)
        self.context_wrapper = RunContextWrapper[Any](None)

    def cancel(self) -> None:
        self._task.cancel()

    async def stream_events(self) -> AsyncIterator[StreamEvent]:
        await asyncio.wait([self._task])
        if self._task.cancelled():  # by its own code: ours waits no longer
            raise UserError("The workflow cancelled itself.")
        text = ResponseOutputText(
            type="output_text", text=output(self._task.result()), annotations=[]
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


def as_text(items: Sequence[ThreadItem], turn: TurnInput) -> str:
    """The question with what was said before it: the export takes nothing but a text."""
    said = [
        (item.type, "\n".join(part.text for part in item.content))
        for item in items
        if isinstance(item, UserMessageItem | AssistantMessageItem)
    ]
    question = turn.question or (said.pop()[1] if said else "")
    if said and said[-1] == ("user_message", question):
        said.pop()
    parts = []
    if turn.attached_text:
        parts.append(f"Files the visitor attached, as material:\n{turn.attached_text}")
    if said:
        names = {"user_message": "Visitor", "assistant_message": "Assistant"}
        earlier = "\n".join(f"{names[kind]}: {text}" for kind, text in said[-BEFORE:])
        parts.append(f"Earlier in this conversation:\n{earlier}")
    return "\n\n".join(
        [*parts, f"The visitor asks:\n{question}"] if parts else [question]
    )


def output(result: object) -> str:
    """The text in a result: a string, a mapping or an object that has one."""
    if isinstance(result, str):
        return _spoken(result)
    if final := getattr(result, "final_output", None):
        return output(final)
    for name in TEXTS:
        found = (
            result.get(name)
            if isinstance(result, Mapping)
            else getattr(result, name, None)
        )
        if isinstance(found, str) and found:
            return _spoken(found)
    return ""


def _spoken(text: str) -> str:
    """The text, or the one within where an output type made JSON of it."""
    if text.lstrip()[:1] not in {"{", "["}:
        return text
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return output(held)
