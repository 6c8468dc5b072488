"""Answers with the model in the settings, which is given all passages."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

from agents import Agent, Runner, RunResultStreaming
from django.utils import timezone

from chatkit.agents import AgentContext
from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.responder import fit_sheet
from chatkit.answering.llm import history
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.llm.runner import AgentRun
from chatkit.answering.model import prompt
from chatkit.answering.model.client import model_settings, run_config
from chatkit.answering.model.second_opinion import second_opinion
from chatkit.selfhosted.context import Context
from chatkit.types import ThreadStreamEvent


class ModelResponder:
    async def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        async for event in fit_sheet(turn):
            yield event
        if turn.report.answered_by:
            return
        config = turn.context.config
        turn.report.answered_by, turn.report.model = "model", config.model
        items = await history.load_items(turn)
        given = await history.model_input(items, turn)
        instructions = await asyncio.to_thread(
            prompt.build_instructions,
            turn.passages,
            turn.question,
            config,
            timezone.localdate(),
        )
        agent = Agent[AgentContext[Context]](
            name="Résumé",
            instructions=instructions,
            model=config.model,
            model_settings=model_settings(config),
        )
        visitor_text = history.visitor_text(items, turn)
        evidence = RunEvidence(
            turn.passages, visitor_text, turn.question, second_opinion(turn)
        )

        async def start(
            context: AgentContext[Context], _: AsyncExitStack
        ) -> RunResultStreaming:
            return Runner.run_streamed(
                agent,
                given,
                context=context,
                max_turns=1,
                hooks=evidence,
                run_config=run_config(config),
            )

        size = len(instructions) + len(str(given))
        async for event in AgentRun(turn, start, evidence, size).respond():
            yield event
