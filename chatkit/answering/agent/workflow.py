"""``run_workflow`` as Agent Builder exports it: text in, one whole answer out.

The exported function runs its agents itself, so its answer can't be streamed. It is
checked and cited like any other.
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

from chatkit.answering.agent.tool import PassageSearch, add_search_tool, current_search
from chatkit.answering.base import TurnInput
from chatkit.config.resolve import Config
from chatkit.types import AssistantMessageItem, ThreadItem, UserMessageItem

OUTPUT_FIELDS = ("output_text", "text", "answer", "message", "output")
MAX_EARLIER_MESSAGES = 6
SPEAKERS = {"user_message": "Visitor", "assistant_message": "Assistant"}


def prepare(function: Callable[..., Any], config: Config) -> None:
    """Give its agents the search tool, and CHATKIT_MODEL where they name no model."""
    for value in function.__globals__.values():
        if isinstance(value, Agent):
            add_search_tool(value)
            value.model = value.model or config.model or None


class WorkflowRun:
    """The call of a workflow as a run with a single event."""

    def __init__(
        self, call: Coroutine[Any, Any, object], search: PassageSearch
    ) -> None:
        context = contextvars.copy_context()
        context.run(current_search.set, search)
        self._task = asyncio.create_task(call, context=context)
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
