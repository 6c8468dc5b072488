"""``search_resume``: the published passages as a tool for any agent."""

import asyncio
import json
from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any

from agents import Agent, FunctionTool, Handoff
from agents.tool_context import ToolContext

from chatkit.answering.extractive.retrieval import search_passages
from chatkit.answering.model.prompt import passage_line
from chatkit.answering.passages import Passage

MAX_RESULTS = 12
RULE = (
    "These are all facts about the person that may be stated. Put the number of the"
    " passage behind each statement that rests on it, as in [3]."
)
NO_RESULT = (
    "No passage of the résumé has that. Say that the résumé does not say, or search for"
    " other words."
)


class PassageSearch:
    """The passages of one turn, and the numbers of those the agent has seen."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = passages
        self._seen: set[int] = set()

    def search(self, query: str) -> str:
        numbers = {passage.id: at for at, passage in enumerate(self._passages, 1)}
        found = search_passages(query, self._passages)[:MAX_RESULTS]
        if not found:
            return NO_RESULT
        self._seen.update(numbers[passage.id] for passage in found)
        lines = [passage_line(numbers[passage.id], passage) for passage in found]
        return "\n".join([RULE, *lines])

    def find_passage(self, number: int) -> Passage | None:
        """The passage with this number, if the agent has seen it."""
        return self._passages[number - 1] if number in self._seen else None


#: The search of the turn that runs in this context.
current_search: ContextVar[PassageSearch] = ContextVar("chatkit_passage_search")


async def _search(_: ToolContext[Any], arguments: str) -> str:
    try:
        query = str(json.loads(arguments)["query"])
    except (ValueError, TypeError, KeyError):
        return 'Send {"query": "words to look for"}.'
    return await asyncio.to_thread(current_search.get().search, query)


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
    on_invoke_tool=_search,
)


def add_search_tool(agent: Agent[Any]) -> None:
    """Add it to the agent and to all it hands over to, where it is missing.

    Agents with an output type are left alone: they classify, and talk to nobody.
    """
    pending, done = [agent], set[int]()
    while pending:
        current = pending.pop()
        if id(current) in done:
            continue
        done.add(id(current))
        names = {tool.name for tool in current.tools}
        if current.output_type is None and search_resume.name not in names:
            current.tools = [*current.tools, search_resume]
        for handoff in current.handoffs:
            target: object = handoff
            if isinstance(handoff, Handoff):
                target = handoff._agent_ref and handoff._agent_ref()
            if isinstance(target, Agent):
                pending.append(target)
