"""``search_resume``: the published passages as a tool for any agent."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from typing import Any

from agents import Agent, Handoff, function_tool

from chatkit.answering.passages import Passage

RULE = (
    "These are all facts about the person that may be stated. Put the number of the"
    " passage behind each statement that rests on it, as in [3]."
)
ASKED_FOR = "say this only if it is asked for"
NO_RESULT = (
    "No passage of the résumé has that. Say that the résumé does not say, or search for"
    " other words."
)

#: Finds the passages of the turn that runs in this context, with their numbers.
current_search: ContextVar[Callable[[str], Sequence[tuple[int, Passage]]]] = ContextVar(
    "chatkit_search"
)


def passage_line(number: int, passage: Passage) -> str:
    """``[3] (position; Staff Engineer, Northwind Rail; 2021 to today) Leads a team...``"""
    start, end = passage.facts.start, passage.facts.end
    dates = f"{start} to {end or 'today'}" if start else end
    about = [passage.kind, passage.title, dates, "" if passage.url else ASKED_FOR]
    text = " ".join(passage.text.split())
    return f"[{number}] ({'; '.join(part for part in about if part)}) {text}"


@function_tool
async def search_resume(query: str) -> str:
    """Search the résumé of the person this website is about. Returns numbered passages,
    the only facts about the person that may be stated. Search before any statement about
    the person.

    Args:
        query: A question or words to look for, in English.
    """
    found = await asyncio.to_thread(current_search.get(), query)
    if not found:
        return NO_RESULT
    return "\n".join([RULE, *(passage_line(*numbered) for numbered in found)])


def add_search_tool(agent: Agent[Any]) -> None:
    """Add it to the agent and to all it hands over to, where it is missing.

    Agents with an output type are left alone: they classify, and talk to nobody.
    """
    for each in reachable(agent):
        names = {tool.name for tool in each.tools}
        if each.output_type is None and search_resume.name not in names:
            each.tools = [*each.tools, search_resume]


def reachable(agent: Agent[Any]) -> Iterator[Agent[Any]]:
    """The agent and all it hands over to."""
    pending, done = [agent], set[int]()
    while pending:
        current = pending.pop()
        if id(current) in done:
            continue
        done.add(id(current))
        yield current
        for handoff in current.handoffs:
            target: object = handoff
            if isinstance(handoff, Handoff):
                target = handoff._agent_ref and handoff._agent_ref()
            if isinstance(target, Agent):
                pending.append(target)
