"""``search_resume``: the published passages as a tool of any agent."""

import asyncio
import json
from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any

from agents import Agent, FunctionTool, Handoff
from agents.tool_context import ToolContext

from chatkit.answering.extractive.retrieval import search_passages
from chatkit.answering.model.prompt import line
from chatkit.answering.passages import Passage

MOST = 12  # passages a search returns
RULE = (
    "These are all facts about the person that may be stated. Put the number of the"
    " passage behind each statement that rests on it, as in [3]."
)
NOTHING = "No passage of the résumé has that. Say that the résumé does not say, or search for other words."


class PassageSearch:
    """The passages of one turn, and which of them the agent was shown."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._shown: set[int] = set()

    def search(self, query: str) -> str:
        """What the agent reads."""
        numbers = {passage.id: at for at, passage in enumerate(self._passages, 1)}
        found = [
            (numbers[p.id], p) for p in search_passages(query, self._passages)[:MOST]
        ]
        self._shown.update(number for number, _ in found)
        if not found:
            return NOTHING
        return "\n".join([RULE, *(line(number, passage) for number, passage in found)])

    def cite(self, number: int) -> Passage | None:
        """The passage, if the agent was shown it under this number."""
        return self._passages[number - 1] if number in self._shown else None


#: The search of the turn that runs in this context.
current: ContextVar[PassageSearch] = ContextVar("chatkit_passage_search")


async def _invoke(_: ToolContext[Any], arguments: str) -> str:
    try:
        query = str(json.loads(arguments)["query"])
    except (ValueError, TypeError, KeyError):
        return 'Send {"query": "words to look for"}.'
    return await asyncio.to_thread(current.get().search, query)


search_resume = FunctionTool(
    name="search_resume",
    description=(
        "Search the résumé of the person this website is about. Returns numbered"
        " passages, the only facts about the person that may be stated. Search before"
        " any statement about the person."
    ),
    params_json_schema={
        "type": "object",
        "properties": {
            "query": {
                "type": "string",
                "description": "A question or words to look for, in English.",
            }
        },
        "required": ["query"],
        "additionalProperties": False,
    },
    on_invoke_tool=_invoke,
)


def equip(agent: Agent[Any]) -> None:
    """Give the tool to the agent and to those it hands over to, where they lack it.

    Agents with an output type classify, they don't talk: they stay as they are.
    """
    waiting, seen = [agent], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        names = {tool.name for tool in one.tools}
        if one.output_type is None and search_resume.name not in names:
            one.tools = [*one.tools, search_resume]
        for other in one.handoffs:
            target = (
                other._agent_ref and other._agent_ref()
                if isinstance(other, Handoff)
                else other
            )
            if isinstance(target, Agent):
                waiting.append(target)
