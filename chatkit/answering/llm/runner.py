"""Run an agent for a turn: one retry, then the embedded answerer."""

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
from chatkit.answering.health import FailureReason
from chatkit.answering.llm import failures
from chatkit.answering.llm.checked_message import FindPassage
from chatkit.answering.llm.events import FIRST_TOKEN, EventStream, Result
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.llm.failures import RunFailure
from chatkit.answering.llm.message_filter import MessageFilter
from chatkit.selfhosted.context import Context
from chatkit.types import ThreadItemRemovedEvent, ThreadStreamEvent

logger = logging.getLogger(__name__)

CHARACTERS = 4  # of a token, about
PATIENCE = 1.0  # seconds before a busy or broken server is asked again


@dataclass(frozen=True, slots=True)
class RunPlan:
    """How a turn is run. ``size`` is of what is given, in characters; ``first_token``
    is in seconds.
    """

    start: Callable[[AgentContext[Context]], Awaitable[Result]]
    grounds: RunEvidence
    cite: FindPassage
    size: int
    first_token: float = FIRST_TOKEN


class RunAttempt:
    """One run; afterwards ``failed`` is None or says what went wrong."""

    def __init__(self, turn: TurnInput, plan: RunPlan) -> None:
        self._turn = turn
        self._plan = plan
        self.answering = MessageFilter(turn, plan.grounds.guard, plan.cite)
        self.failed: RunFailure | None = None

    async def events(self) -> AsyncIterator[ThreadStreamEvent]:
        turn = self._turn
        context = AgentContext(
            thread=turn.thread, store=turn.store, request_context=turn.context
        )
        try:
            result = await self._plan.start(context)
        except Exception as error:  # noqa: BLE001 -- the agent is the owner's code
            self.failed = failures.read(error, begun=False)
            return
        stream = EventStream(result, self._plan.first_token)
        try:
            # The run stands in for itself there: only its events are read.
            async for event in stream_agent_response(context, stream):  # type: ignore[arg-type]
                for own in self.answering.follow(event):
                    yield own
        finally:
            self._count(result, stream)
            await stream.close(context)
        failure = stream.failure
        if refused := isinstance(failure, agents.ModelRefusalError):
            for own in self.answering.refuse(failure.refusal):
                yield own
        for own in self.answering.end():
            yield own
        if refused and self.answering.shown:
            return  # it is the answer
        if failure:
            self.failed = failures.read(failure, begun=stream.begun)
        elif not self.answering.shown:
            reason = (
                FailureReason.GUARDED
                if turn.report.cut_claims
                else FailureReason.NONSENSE
            )
            self.failed = RunFailure(reason)

    def _count(self, result: Result, stream: EventStream) -> None:
        """Add what the run took; where the server came not to say it, an estimate.

        A visitor who stops each answer before its end would cost nothing otherwise.
        """
        report, usage = self._turn.report, result.context_wrapper.usage
        report.input_tokens += usage.input_tokens
        report.output_tokens += usage.output_tokens
        if stream.begun and (stream.is_uncounted() or not usage.total_tokens):
            report.input_tokens += self._plan.size // CHARACTERS
            report.output_tokens += stream.written // CHARACTERS


async def run(turn: TurnInput, plan: RunPlan) -> AsyncIterator[ThreadStreamEvent]:
    """Answer with a run. What it can't, the embedded answerer does.

    Where part of an answer was shown it stays, and the embedded answer is a message of
    its own behind it.
    """
    began = time.monotonic()
    agents.set_tracing_disabled(True)  # OpenAI's, which an agent's code may ask for
    turn.report.found = False  # until something is cited
    await asyncio.to_thread(plan.grounds.guard)
    attempt = RunAttempt(turn, plan)
    async for event in attempt.events():
        yield event
    if _worth_another(attempt, turn, plan, time.monotonic() - began):
        await asyncio.sleep(PATIENCE)
        attempt = RunAttempt(turn, plan)
        async for event in attempt.events():
            yield event
    if turn.report.cut_claims:
        logger.info("The claim guard cut %d sentences.", turn.report.cut_claims)
    if not attempt.failed:
        await database.run(health.clear_failure)
        return
    await _tell(attempt.failed)
    if attempt.failed.reason is FailureReason.GUARDRAIL:
        for item_id in attempt.answering.shown:
            yield ThreadItemRemovedEvent(item_id=item_id)
    rest = replace(turn, item_id=attempt.answering.next_id())
    async for event in FallbackResponder(attempt.failed.reason).respond(rest):
        yield event


def _worth_another(
    attempt: RunAttempt, turn: TurnInput, plan: RunPlan, seconds: float
) -> bool:
    """Nothing was shown, asking again may help, and there is time for it."""
    failed = attempt.failed
    if not failed or not failed.transient or attempt.answering.shown:
        return False
    return seconds + PATIENCE + plan.first_token < turn.context.config.answer_seconds


async def _tell(failed: RunFailure) -> None:
    """Log it and keep it for the owner; never what the server said."""
    logger.warning(
        "The model did not answer: %s (status %s, request id %s, %s).",
        failed.reason,
        failed.status or "none",
        failed.request_id or "none",
        failed.kind or "no exception",
    )
    await database.run(
        health.record_failure,
        failed.reason,
        failed.kind,
        failed.status,
        failed.request_id,
    )
