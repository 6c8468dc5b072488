"""Run an agent for a turn: one retry, then the extractive answerer."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace

import agents

from chatkit import database
from chatkit.agents import AgentContext, stream_agent_response
from chatkit.answering import failures
from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.responder import ExtractiveResponder
from chatkit.answering.failures import Failure, FailureReason
from chatkit.answering.llm.agent_events import FIRST_TOKEN, AgentEvents, Result
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.llm.exceptions import classify
from chatkit.answering.llm.message_filter import MessageFilter
from chatkit.selfhosted.context import Context
from chatkit.types import ThreadItemRemovedEvent, ThreadStreamEvent

logger = logging.getLogger(__name__)

CHARACTERS_PER_TOKEN = 4  # about
RETRY_DELAY = 1.0  # seconds


@dataclass(slots=True)
class AgentRun:
    """``input_size`` is in characters, ``first_token`` in seconds."""

    turn: TurnInput
    start: Callable[[AgentContext[Context]], Awaitable[Result]]
    evidence: RunEvidence
    input_size: int
    first_token: float = FIRST_TOKEN
    messages: MessageFilter = field(init=False)
    failure: Failure | None = field(init=False)

    async def respond(self) -> AsyncIterator[ThreadStreamEvent]:
        """Stream the run's answer, or the extractive answerer's where the run fails.

        What was already shown stays, and the fallback's answer is a message after it.
        """
        turn, started_at = self.turn, time.monotonic()
        agents.set_tracing_disabled(True)  # the owner's code may have turned it on
        turn.report.found = False  # until something is cited
        await asyncio.to_thread(self.evidence.guard)
        async for event in self._attempt():
            yield event
        if self._can_retry(time.monotonic() - started_at):
            await asyncio.sleep(RETRY_DELAY)
            async for event in self._attempt():
                yield event
        if turn.report.cut_claims:
            logger.info("The claim guard cut %d sentences.", turn.report.cut_claims)
        if not self.failure:
            await database.run(failures.clear_failure)
            return
        await database.run(failures.record_failure, self.failure)
        if self.failure.reason == FailureReason.GUARDRAIL:
            for item_id in self.messages.shown:
                yield ThreadItemRemovedEvent(item_id=item_id)
        rest = replace(turn, item_id=self.messages.next_id())
        async for event in ExtractiveResponder(self.failure.reason).respond(rest):
            yield event

    async def _attempt(self) -> AsyncIterator[ThreadStreamEvent]:
        turn = self.turn
        self.messages = messages = MessageFilter(turn, self.evidence)
        self.failure = None
        context = AgentContext(
            thread=turn.thread, store=turn.store, request_context=turn.context
        )
        try:
            result = await self.start(context)
        except Exception as error:  # noqa: BLE001 -- the agent is the owner's code
            self.failure = classify(error, started=False)
            return
        events = AgentEvents(result, self.first_token)
        try:
            # The function reads nothing of the run but its events.
            async for event in stream_agent_response(context, events):  # type: ignore[arg-type]
                for filtered in messages.filter(event):
                    yield filtered
        finally:
            self._count_tokens(result, events)
            await events.close(context)
        if refused := isinstance(events.error, agents.ModelRefusalError):
            for filtered in messages.refuse(events.error.refusal):
                yield filtered
        for filtered in messages.end():
            yield filtered
        if refused and messages.shown:
            return  # the refusal is the answer
        if events.error:
            self.failure = classify(events.error, started=events.started)
        elif not messages.shown:
            is_cut = turn.report.cut_claims
            self.failure = Failure(
                FailureReason.GUARDED if is_cut else FailureReason.NONSENSE
            )

    def _count_tokens(self, result: Result, events: AgentEvents) -> None:
        """Add the run's usage, or an estimate where it ended before it was reported.

        Otherwise a visitor who stops each answer before its end would cost nothing.
        """
        report, usage = self.turn.report, result.context_wrapper.usage
        report.input_tokens += usage.input_tokens
        report.output_tokens += usage.output_tokens
        if events.started and not events.is_usage_reported():
            report.input_tokens += self.input_size // CHARACTERS_PER_TOKEN
            report.output_tokens += events.written // CHARACTERS_PER_TOKEN

    def _can_retry(self, elapsed: float) -> bool:
        if not (self.failure and self.failure.transient) or self.messages.shown:
            return False
        needed = elapsed + RETRY_DELAY + self.first_token
        return needed < self.turn.context.config.answer_seconds
