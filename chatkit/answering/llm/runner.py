"""Run an agent for a turn: one retry, then the extractive answerer."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace

import agents

from chatkit import database
from chatkit.agents import AgentContext, stream_agent_response
from chatkit.answering import health
from chatkit.answering.base import TurnInput
from chatkit.answering.fallback import FallbackResponder
from chatkit.answering.health import Failure, FailureReason
from chatkit.answering.llm.checked_message import FindPassage
from chatkit.answering.llm.events import FIRST_TOKEN, EventStream, Result
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.llm.failures import classify
from chatkit.answering.llm.message_filter import MessageFilter
from chatkit.selfhosted.context import Context
from chatkit.types import ThreadItemRemovedEvent, ThreadStreamEvent

logger = logging.getLogger(__name__)

CHARACTERS_PER_TOKEN = 4  # about
RETRY_DELAY = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class RunPlan:
    """``input_size`` is in characters; ``first_token`` in seconds."""

    start: Callable[[AgentContext[Context]], Awaitable[Result]]
    evidence: RunEvidence
    find_passage: FindPassage
    input_size: int
    first_token: float = FIRST_TOKEN


class Attempt:
    """One run; afterwards ``failure`` says what went wrong, if anything."""

    def __init__(self, turn: TurnInput, plan: RunPlan) -> None:
        self._turn = turn
        self._plan = plan
        self.messages = MessageFilter(turn, plan.evidence.guard, plan.find_passage)
        self.failure: Failure | None = None

    async def events(self) -> AsyncIterator[ThreadStreamEvent]:
        turn, messages = self._turn, self.messages
        context = AgentContext(
            thread=turn.thread, store=turn.store, request_context=turn.context
        )
        try:
            result = await self._plan.start(context)
        except Exception as error:  # noqa: BLE001 -- the agent is the owner's code
            self.failure = classify(error, started=False)
            return
        stream = EventStream(result, self._plan.first_token)
        try:
            # The function reads nothing of the run but its events.
            async for event in stream_agent_response(context, stream):  # type: ignore[arg-type]
                for filtered in messages.filter(event):
                    yield filtered
        finally:
            self._count_tokens(result, stream)
            await stream.close(context)
        if refused := isinstance(stream.error, agents.ModelRefusalError):
            for filtered in messages.refuse(stream.error.refusal):
                yield filtered
        for filtered in messages.end():
            yield filtered
        if refused and messages.shown:
            return  # the refusal is the answer
        if stream.error:
            self.failure = classify(stream.error, started=stream.started)
        elif not messages.shown:
            is_cut = turn.report.cut_claims
            self.failure = Failure(
                FailureReason.GUARDED if is_cut else FailureReason.NONSENSE
            )

    def _count_tokens(self, result: Result, stream: EventStream) -> None:
        """Add the run's usage, or an estimate where it ended before it was reported.

        Otherwise a visitor who stops each answer before its end would cost nothing.
        """
        report, usage = self._turn.report, result.context_wrapper.usage
        report.input_tokens += usage.input_tokens
        report.output_tokens += usage.output_tokens
        if stream.started and (stream.is_uncounted() or not usage.total_tokens):
            report.input_tokens += self._plan.input_size // CHARACTERS_PER_TOKEN
            report.output_tokens += stream.written // CHARACTERS_PER_TOKEN


async def run(turn: TurnInput, plan: RunPlan) -> AsyncIterator[ThreadStreamEvent]:
    """Answer with a run, or with the extractive answerer where the run fails.

    What was already shown stays, and the fallback's answer is a message after it.
    """
    start = time.monotonic()
    agents.set_tracing_disabled(True)  # the owner's code may have turned it on
    turn.report.found = False  # until something is cited
    await asyncio.to_thread(plan.evidence.guard)
    attempt = Attempt(turn, plan)
    async for event in attempt.events():
        yield event
    if _can_retry(attempt, turn, plan, time.monotonic() - start):
        await asyncio.sleep(RETRY_DELAY)
        attempt = Attempt(turn, plan)
        async for event in attempt.events():
            yield event
    if turn.report.cut_claims:
        logger.info("The claim guard cut %d sentences.", turn.report.cut_claims)
    if not attempt.failure:
        await database.run(health.clear_failure)
        return
    failure = attempt.failure
    logger.warning(
        "The model did not answer: %s (status %s, request id %s, %s).",
        failure.reason,
        failure.status or "none",
        failure.request_id or "none",
        failure.kind or "no exception",
    )
    await database.run(health.record_failure, failure)
    if failure.reason == FailureReason.GUARDRAIL:
        for item_id in attempt.messages.shown:
            yield ThreadItemRemovedEvent(item_id=item_id)
    rest = replace(turn, item_id=attempt.messages.next_id())
    async for event in FallbackResponder(failure.reason).respond(rest):
        yield event


def _can_retry(
    attempt: Attempt, turn: TurnInput, plan: RunPlan, elapsed: float
) -> bool:
    """Whether a retry may help, nothing was shown yet, and time is left for it."""
    if not (attempt.failure and attempt.failure.transient) or attempt.messages.shown:
        return False
    return elapsed + RETRY_DELAY + plan.first_token < turn.context.config.answer_seconds
