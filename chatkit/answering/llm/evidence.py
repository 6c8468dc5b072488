"""What an answer may rest on: the passages, and what the owner's own tools returned."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agents import FunctionTool, RunContextWrapper, RunHooks, Tool, ToolOriginType
from agents.tool import get_function_tool_origin

from chatkit.answering.agent.tool import search_resume
from chatkit.answering.grounding import Guard
from chatkit.answering.passages import Facts, Kind, NoFacts, Passage


@dataclass(frozen=True, slots=True)
class ToolOutput:
    """A tool's result in the shape of a passage, which nothing can cite."""

    text: str
    id: str = ""
    kind: str = Kind.STATEMENT
    title: str = ""
    parent: str = ""
    url: str = ""
    facts: Facts = NoFacts()


class RunEvidence(RunHooks[Any]):
    """Builds the claim guard, and builds it again when a tool returns something new."""

    def __init__(self, passages: Sequence[Passage], visitor_text: str) -> None:
        self._passages: list[Passage] = list(passages)
        self._visitor_text = visitor_text
        self._guard: Guard | None = None

    def guard(self) -> Guard:
        """Blocks for tenths of a second where the guard has to be built."""
        if not self._guard:
            self._guard = Guard(tuple(self._passages), self._visitor_text)
        return self._guard

    async def on_tool_end(
        self, context: RunContextWrapper[Any], agent: Any, tool: Tool, result: object
    ) -> None:
        if isinstance(result, str) and result and _is_trusted(tool):
            self._passages.append(ToolOutput(result))
            self._guard = None
            passages = tuple(self._passages)
            guard = await asyncio.to_thread(Guard, passages, self._visitor_text)
            if len(passages) == len(self._passages):  # no other tool returned meanwhile
                self._guard = guard


def _is_trusted(tool: Tool) -> bool:
    """Functions of the owner's code are trusted; the web and other agents are not.

    ``search_resume`` returns the passages, with numbers that are no evidence.
    """
    if not isinstance(tool, FunctionTool) or tool is search_resume:
        return False
    origin = get_function_tool_origin(tool)
    return not origin or origin.type is ToolOriginType.FUNCTION
