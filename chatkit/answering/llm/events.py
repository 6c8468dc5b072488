"""The events of a run, with timeouts."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from typing import TYPE_CHECKING, Any, Protocol

from agents import RunContextWrapper, StreamEvent

from chatkit.types import ProgressUpdateEvent

if TYPE_CHECKING:
    from chatkit.agents import AgentContext

FIRST_TOKEN = 20.0  # seconds
BETWEEN_TOKENS = 15.0  # seconds


class Result(Protocol):
    """The part of ``RunResultStreaming`` that is used."""

    context_wrapper: RunContextWrapper[Any]

    def stream_events(self) -> AsyncIterator[StreamEvent]: ...

    def cancel(self) -> None: ...


class EventStream:
    """Passed to ``stream_agent_response`` in place of the run.

    Where the run fails it ends and keeps the ``error``: an exception would leave tasks
    of that function behind. There is no timeout while a tool works. ``written`` counts
    the characters of the model's last response.
    """

    def __init__(self, result: Result, first_token: float) -> None:
        self._result = result
        self._events = result.stream_events()
        self._step: asyncio.Task[StreamEvent] | None = None
        self._first_token = self._timeout = first_token
        self._tools_working = 0
        self._requests_counted: int | None = None
        self.error: Exception | None = None
        self.started = False
        self.written = 0

    def is_uncounted(self) -> bool:
        """Whether the model's last response ended before it reported its usage."""
        return self._requests_counted == self._result.context_wrapper.usage.requests

    def stream_events(self) -> "EventStream":
        return self

    def __aiter__(self) -> "EventStream":
        return self

    def __anext__(self) -> Awaitable[StreamEvent]:
        # A task, so that close() can cancel it.
        self._step = asyncio.create_task(self._next())
        return self._step

    async def close(self, context: "AgentContext[Any]") -> None:
        """Stop the run and every task that waits for it."""
        if self._step and not self._step.done():
            self._step.cancel()
        self._result.cancel()
        # stream_agent_response leaves a task that waits for one more event of a tool.
        await context.stream(ProgressUpdateEvent(text=""))
        if self._step:
            await asyncio.gather(self._step, return_exceptions=True)

    async def _next(self) -> StreamEvent:
        try:
            async with asyncio.timeout(None if self._tools_working else self._timeout):
                event = await anext(self._events)
        except StopAsyncIteration:
            raise
        except Exception as error:  # noqa: BLE001 -- the runner classifies it
            self.error = error
            raise StopAsyncIteration from None
        self._track(event)
        return event

    def _track(self, event: StreamEvent) -> None:
        if event.type == "raw_response_event":
            self.started = True
            self._tools_working = 0
            if event.data.type == "response.created":
                self.written = 0
                self._requests_counted = self._result.context_wrapper.usage.requests
            self.written += len(getattr(event.data, "delta", ""))
            is_delta = event.data.type.endswith(".delta")
            self._timeout = BETWEEN_TOKENS if is_delta else self._first_token
        elif event.type == "run_item_stream_event":
            self._timeout = self._first_token
            if event.name == "tool_called":
                self._tools_working += 1
            elif event.name == "tool_output":
                self._tools_working = max(0, self._tools_working - 1)
