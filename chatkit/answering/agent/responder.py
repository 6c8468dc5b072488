"""The owner's own agent as a Responder."""

import json
from collections.abc import AsyncIterator
from contextvars import copy_context
from typing import Any

from agents import Runner, TResponseInputItem

from chatkit.actions import Action
from chatkit.agents import AgentContext
from chatkit.answering.agent import workflow
from chatkit.answering.agent.loader import Loaded, Workflow, made
from chatkit.answering.agent.tool import PassageSearch, current, equip
from chatkit.answering.base import TurnInput
from chatkit.answering.llm import history
from chatkit.answering.llm.events import Result
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.llm.runner import RunPlan, run
from chatkit.answering.model.client import Provider, make_default
from chatkit.answering.model.responder import run_config
from chatkit.selfhosted.context import Context
from chatkit.types import (
    ThreadItem,
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadStreamEvent,
    WidgetItem,
)

MOST_TURNS = 10  # calls of the model and its tools
#: What is left of a turn's time where a workflow, which shows nothing before its end,
#: took too long: enough for the embedded answerer.
RESERVE = 5.0


class AgentResponder:
    """Runs it with the passages as a tool; its widgets, tools and forms pass through."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded

    async def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        items = await history.load(turn)
        async for event in self._run(turn, items, []):
            yield event

    async def handle_action(
        self, turn: TurnInput, action: Action[str, Any], sender: WidgetItem | None
    ) -> AsyncIterator[ThreadStreamEvent]:
        """Tell the agent of the action as the visitor's doing."""
        told = {"type": action.type, "payload": action.payload}
        where = f" in the widget {sender.id}" if sender else ""
        done = history.message(
            f"The visitor used a control{where}. What it sent, as material:"
            f" {json.dumps(told, default=str)}"
        )
        async for event in self._run(turn, await history.load(turn), [done]):
            yield event

    async def handle_sync_action(
        self, turn: TurnInput, action: Action[str, Any], sender: WidgetItem | None
    ) -> ThreadItem | None:
        """The widget as the agent replaced it; nothing else is kept of such a run."""
        changed: ThreadItem | None = None
        async for event in self.handle_action(turn, action, sender):
            if (
                isinstance(event, ThreadItemReplacedEvent | ThreadItemDoneEvent)
                and sender
                and event.item.id == sender.id
            ):
                changed = event.item
        return changed

    async def _run(
        self, turn: TurnInput, items: list[ThreadItem], more: list[TResponseInputItem]
    ) -> AsyncIterator[ThreadStreamEvent]:
        config = turn.context.config
        make_default(config)
        turn.report.answered_by, turn.report.model = "agent", config.model
        passage_search, loaded = PassageSearch(turn.passages), self._loaded
        grounds = RunEvidence(turn.passages, history.heard(items, turn))
        if isinstance(loaded, Workflow):
            seconds = max(RESERVE, config.answer_seconds - RESERVE)
            text = workflow.as_text(items, turn)

            async def start(context: AgentContext[Context]) -> Result:
                return workflow.start(loaded, text, passage_search, config)

            plan = RunPlan(start, grounds, passage_search.cite, len(text), seconds)
        else:
            given = [*await history.as_input(items, turn), *more]

            async def start(context: AgentContext[Context]) -> Result:
                agent = await made(loaded, context)
                equip(agent)
                if isinstance(agent.model, str):
                    turn.report.model = agent.model
                inner = copy_context()
                inner.run(current.set, passage_search)
                return inner.run(
                    Runner.run_streamed,
                    agent,
                    given,
                    context=context,
                    max_turns=MOST_TURNS,
                    hooks=grounds,
                    run_config=run_config(Provider(config)),
                )

            plan = RunPlan(start, grounds, passage_search.cite, len(str(given)))
        async for event in run(turn, plan):
            yield event
