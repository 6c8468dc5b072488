"""The owner's model as a Responder."""

import asyncio
from collections.abc import AsyncIterator

from agents import Agent, ModelSettings, RunConfig, Runner, RunResultStreaming
from django.utils import timezone

from chatkit.agents import AgentContext
from chatkit.answering.base import TurnInput
from chatkit.answering.llm import history
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.llm.runner import RunPlan, run
from chatkit.answering.model import endpoint, prompt
from chatkit.answering.model.client import Provider
from chatkit.answering.passages import Passage
from chatkit.selfhosted.context import Context
from chatkit.types import ThreadStreamEvent

MOST_TOKENS = 4_000  # a model may write, what it thinks included


class ModelResponder:
    """Gives the model all passages, and checks what it makes of them."""

    async def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        config = turn.context.config
        turn.report.answered_by, turn.report.model = "model", config.model
        items = await history.load(turn)
        given = await history.as_input(items, turn)
        text = await asyncio.to_thread(
            prompt.instructions,
            turn.passages,
            turn.question,
            config.instructions,
            timezone.localdate(),
        )
        provider = Provider(config)
        agent = Agent[AgentContext[Context]](
            name="Résumé",
            instructions=text,
            model=provider.get_model(config.model),
            model_settings=model_settings(endpoint.choose_api(config)),
        )
        size = len(text) + len(str(given))
        grounds = RunEvidence(turn.passages, history.heard(items, turn))

        async def start(context: AgentContext[Context]) -> RunResultStreaming:
            return Runner.run_streamed(
                agent,
                given,
                context=context,
                max_turns=1,
                hooks=grounds,
                run_config=run_config(provider),
            )

        def cite(number: int) -> Passage | None:
            return (
                turn.passages[number - 1] if 0 < number <= len(turn.passages) else None
            )

        async for event in run(turn, RunPlan(start, grounds, cite, size)):
            yield event


def model_settings(api: endpoint.Api) -> ModelSettings:
    """What each way of asking calls the same: an end to long answers, no copy kept."""
    if api == "responses":
        return ModelSettings(max_tokens=MOST_TOKENS, store=False)
    if endpoint.is_openai():  # whose newer models refuse the old word
        limit = {"max_completion_tokens": MOST_TOKENS}
        return ModelSettings(extra_args=limit, include_usage=True)
    return ModelSettings(max_tokens=MOST_TOKENS, include_usage=True)


def run_config(provider: Provider) -> RunConfig:
    """Models from the settings; nothing of a run is sent anywhere else."""
    return RunConfig(
        model_provider=provider,
        tracing_disabled=True,
        trace_include_sensitive_data=False,
    )
