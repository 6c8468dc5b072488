"""Run an agent for a turn: one retry, then the extractive answerer."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass, field, replace

import agents
from agents import ToolCallOutputItem

from chatkit import database
from chatkit.agents import AgentContext, stream_agent_response
from chatkit.answering import failures
from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.responder import ExtractiveResponder
from chatkit.answering.failures import Failure, FailureReason
from chatkit.answering.llm.agent_events import FIRST_TOKEN, AgentEvents, Result
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.llm.exceptions import classify, describe
from chatkit.answering.llm.message_filter import MessageFilter
from chatkit.answering.llm.response_notes import ResponseNotes, current_notes, plausible
from chatkit.answering.llm.structured import GuardrailFailed, answer_text
from chatkit.api.messages import ANSWER_FILTERED, ANSWER_TOO_LONG
from chatkit.selfhosted.context import Context
from chatkit.types import NoticeEvent, ThreadItemRemovedEvent, ThreadStreamEvent

logger = logging.getLogger(__name__)

CHARACTERS_PER_TOKEN = 4  # about
RETRY_DELAY = 1.0  # seconds


CUT_NOTICES = {
    FailureReason.LENGTH: ANSWER_TOO_LONG,
    FailureReason.FILTERED: ANSWER_FILTERED,
}


@dataclass(slots=True)
class AgentRun:
    """``input_size`` is in characters, ``first_token`` in seconds.

    ``start`` enters what has to be closed after the run into the stack. What the owner's
    own code raises is logged with its trace if ``logs_errors``.
    """

    turn: TurnInput
    start: Callable[[AgentContext[Context], AsyncExitStack], Awaitable[Result]]
    evidence: RunEvidence
    input_size: int
    first_token: float = FIRST_TOKEN
    logs_errors: bool = False
    messages: MessageFilter = field(init=False)
    failure: Failure | None = field(init=False)
    cut: FailureReason | None = field(init=False)

    async def respond(self) -> AsyncIterator[ThreadStreamEvent]:
        """Stream the run's answer, or the extractive answerer's where the run fails.

        What was already shown stays, and the fallback's answer is a message after it.
        """
        turn, started_at = self.turn, time.monotonic()
        agents.set_tracing_disabled(True)  # the owner's code may have turned it on
        turn.report.found = False  # until something is cited
        await asyncio.to_thread(self.evidence.guard)
        async with aclosing(self._attempt()) as events:
            async for event in events:
                yield event
        if self._can_retry(time.monotonic() - started_at):
            await asyncio.sleep(RETRY_DELAY)
            async with aclosing(self._attempt()) as events:
                async for event in events:
                    yield event
        if turn.report.cuts:
            logger.info("The claim guard cut %d sentences.", len(turn.report.cuts))
        if self.cut:
            turn.report.fallback = self.cut
            await database.run(failures.record_failure, Failure(self.cut))
            if notice := CUT_NOTICES.get(self.cut):
                yield NoticeEvent(level="warning", message=notice)
            return
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

    async def _attempt(self) -> AsyncGenerator[ThreadStreamEvent, None]:
        notes = ResponseNotes()
        current_notes.set(notes)
        self.messages = MessageFilter(self.turn, self.evidence, notes)
        self.failure = self.cut = None
        turn = self.turn
        context = AgentContext(
            thread=turn.thread, store=turn.store, request_context=turn.context
        )
        async with AsyncExitStack() as stack:
            try:
                result = await self.start(context, stack)
            except Exception as error:  # noqa: BLE001 -- the agent is the owner's code
                self._fail(error, started=False)
                return
            async with aclosing(self._run(result, context, notes)) as events:
                async for event in events:
                    yield event

    async def _run(
        self, result: Result, context: AgentContext[Context], notes: ResponseNotes
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        messages, events = self.messages, AgentEvents(result, self.first_token)
        try:
            # The function reads nothing of the run but its events.
            async for event in stream_agent_response(context, events):  # type: ignore[arg-type]
                for filtered in await messages.filter(event):
                    yield filtered
                if messages.is_full:
                    events.stop()
        finally:
            self._count_tokens(result, events)
            await events.close(context)
        is_refusal = isinstance(events.error, agents.ModelRefusalError)
        reason = notes.reason or (FailureReason.DECLINED if is_refusal else None)
        if events.is_stopped:
            reason = FailureReason.LENGTH
        for filtered in await self._last_events(result, events, reason):
            yield filtered
        for filtered in messages.end():
            yield filtered
        if reason and messages.shown:
            self.cut = reason
        elif reason in CUT_NOTICES:
            self.failure = Failure(reason)
        elif events.error:
            self._fail(events.error, started=events.started)
        elif not messages.shown:
            is_cut = self.turn.report.cuts
            self.failure = Failure(
                FailureReason.GUARDED if is_cut else FailureReason.NONSENSE
            )

    async def _last_events(
        self, result: Result, events: AgentEvents, reason: FailureReason | None
    ) -> list[ThreadStreamEvent]:
        """What the run's own events lack of its answer."""
        messages = self.messages
        if isinstance(events.error, agents.ModelRefusalError):
            is_said = messages.has_messages() and not messages.is_open()
            if is_said or reason is FailureReason.FILTERED:
                return []
            return await messages.complete(events.error.refusal)
        if messages.is_open() and (events.is_stopped or reason):
            return await messages.complete("")
        if events.error or messages.has_other_items:
            return []
        return await messages.complete(tool_answer(result))

    def _fail(self, error: Exception, *, started: bool) -> None:
        self.failure = classify(error, started=started)
        if self.logs_errors and (trace := describe(error)):
            logger.error("Your agent raised an exception.\n%s", trace)

    def _count_tokens(self, result: Result, events: AgentEvents) -> None:
        """Add the run's usage, or an estimate where it ended before it was reported.

        Otherwise a visitor who stops each answer before its end would cost nothing.
        """
        report, usage = self.turn.report, result.context_wrapper.usage
        report.input_tokens += plausible(usage.input_tokens)
        report.output_tokens += plausible(usage.output_tokens)
        if events.started and not events.is_usage_reported():
            report.input_tokens += self.input_size // CHARACTERS_PER_TOKEN
            report.output_tokens += events.written // CHARACTERS_PER_TOKEN

    def _can_retry(self, elapsed: float) -> bool:
        if not (self.failure and self.failure.transient) or self.messages.shown:
            return False
        needed = elapsed + RETRY_DELAY + self.first_token
        return needed < self.turn.context.config.answer_seconds


def tool_answer(result: Result) -> str:
    """What a tool returned that is the answer, as with ``stop_on_first_tool``."""
    items = getattr(result, "new_items", None)
    if not items or not isinstance(items[-1], ToolCallOutputItem):
        return ""
    output, final = items[-1].output, result.final_output
    try:
        return answer_text(output if final == str(output) else final)
    except GuardrailFailed:
        return ""
