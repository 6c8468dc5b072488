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
    """A tool's result in the shape of a passage; nothing can cite it."""

    text: str
    id: str = ""
    kind: str = Kind.STATEMENT
    title: str = ""
    parent: str = ""
    url: str = ""
    facts: Facts = NoFacts()


class RunEvidence(RunHooks[Any]):
    """Makes the guard anew where a tool told something new."""

    def __init__(self, passages: Sequence[Passage], heard: str) -> None:
        self._passages: list[Passage] = list(passages)
        self._heard = heard
        self._guard: Guard | None = None

    def guard(self) -> Guard:
        if not self._guard:
            self._guard = Guard(self._passages, self._heard)
        return self._guard

    async def on_tool_end(
        self, context: RunContextWrapper[Any], agent: Any, tool: Tool, result: object
    ) -> None:
        """A function of the owner's own code is believed; the web and models are not."""
        if not (isinstance(result, str) and result and _is_believed(tool)):
            return
        self._passages.append(ToolOutput(result))
        self._guard = None
        known = len(self._passages)
        guard = await asyncio.to_thread(Guard, tuple(self._passages), self._heard)
        if known == len(self._passages):  # else a tool beside it brings a newer one
            self._guard = guard


def _is_believed(tool: Tool) -> bool:
    """What our own search returns are the passages, with numbers that claim nothing."""
    if not isinstance(tool, FunctionTool) or tool is search_resume:
        return False
    origin = get_function_tool_origin(tool)
    return not origin or origin.type is ToolOriginType.FUNCTION
