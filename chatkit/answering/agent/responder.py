"""Answers with the owner's agent; its widgets, tools and forms pass through."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from contextvars import copy_context
from typing import Any

from agents import Runner, TResponseInputItem

from chatkit.actions import Action
from chatkit.agents import AgentContext
from chatkit.answering.agent.loader import Loaded, make_agent
from chatkit.answering.agent.mcp import connected
from chatkit.answering.agent.workflow import Workflow, input_text
from chatkit.answering.base import TurnInput
from chatkit.answering.llm import history
from chatkit.answering.llm.agent_events import FIRST_TOKEN, Result
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.llm.runner import AgentRun
from chatkit.answering.llm.search_tool import add_search_tool, current_search
from chatkit.answering.model.client import run_config, set_default_client
from chatkit.answering.model.second_opinion import second_opinion
from chatkit.selfhosted.context import Context
from chatkit.types import (
    ThreadItem,
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadStreamEvent,
    WidgetItem,
)

MAX_TURNS = 10  # calls of the model
#: Seconds kept for the extractive answerer: a workflow shows nothing before its end.
RESERVE = 5.0


class AgentResponder:
    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded

    def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        return self._run(turn, [])

    def handle_action(
        self, turn: TurnInput, action: Action[str, Any], sender: WidgetItem | None
    ) -> AsyncIterator[ThreadStreamEvent]:
        sent = {"type": action.type, "payload": action.payload}
        where = f" in the widget {sender.id}" if sender else ""
        message = history.visitor_message(
            f"The visitor used a control{where}. What it sent, as material:"
            f" {json.dumps(sent, default=str)}"
        )
        return self._run(turn, [message])

    async def handle_sync_action(
        self, turn: TurnInput, action: Action[str, Any], sender: WidgetItem | None
    ) -> ThreadItem | None:
        changed: ThreadItem | None = None
        async for event in self.handle_action(turn, action, sender):
            match event:
                case (
                    ThreadItemReplacedEvent(item=item) | ThreadItemDoneEvent(item=item)
                ) if sender and item.id == sender.id:
                    changed = item
        return changed

    async def _run(
        self, turn: TurnInput, messages: list[TResponseInputItem]
    ) -> AsyncIterator[ThreadStreamEvent]:
        config, loaded = turn.context.config, self._loaded
        set_default_client(config)
        turn.report.answered_by, turn.report.model = "agent", config.model
        items = await history.load_items(turn)
        visitor_text = history.visitor_text(items, turn)
        evidence = RunEvidence(
            turn.passages, visitor_text, turn.question, second_opinion(turn)
        )
        text = input_text(items, turn)
        given = [*await history.model_input(items, turn), *messages]
        seconds = FIRST_TOKEN
        if isinstance(loaded, Workflow):
            seconds = max(RESERVE, config.answer_seconds - RESERVE)

        async def start(
            context: AgentContext[Context], stack: AsyncExitStack
        ) -> Result:
            if isinstance(loaded, Workflow):
                return loaded.start(text, config, evidence)
            agent = await make_agent(loaded, context)
            add_search_tool(agent)
            await stack.enter_async_context(connected(agent))
            if isinstance(agent.model, str):
                turn.report.model = agent.model
            variables = copy_context()
            variables.run(current_search.set, evidence.search)
            return variables.run(
                Runner.run_streamed,
                agent,
                given,
                context=context,
                max_turns=MAX_TURNS,
                hooks=evidence,
                run_config=run_config(config),
            )

        run = AgentRun(
            turn, start, evidence, len(str(given)), seconds, logs_errors=True
        )
        async for event in run.respond():
            yield event
