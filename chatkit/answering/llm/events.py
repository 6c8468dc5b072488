"""A run's events, none later than the limits allow."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from typing import TYPE_CHECKING, Any, Protocol

from agents import RunContextWrapper, StreamEvent

from chatkit.types import ProgressUpdateEvent

if TYPE_CHECKING:
    from chatkit.agents import AgentContext

FIRST_TOKEN = 20.0  # seconds until a model has said something
BETWEEN_TOKENS = 15.0  # seconds


class Result(Protocol):
    """What is read of a ``RunResultStreaming``."""

    context_wrapper: RunContextWrapper[Any]

    def stream_events(self) -> AsyncIterator[StreamEvent]: ...

    def cancel(self) -> None: ...


class EventStream:
    """Stands for the run where ``stream_agent_response`` reads its events.

    Ends where the run fails, and keeps why in ``failure``: an exception would leave
    that function's own tasks behind. While a tool works there is no limit here.
    ``written`` are the characters of the model's last response.
    """

    def __init__(self, result: Result, first_token: float) -> None:
        self._result = result
        self._events = result.stream_events()
        self._step: asyncio.Task[StreamEvent] | None = None
        self._first_token = self._limit = first_token
        self._working = 0
        self.failure: Exception | None = None
        self.begun = False
        self.written = 0
        self._counted: int | None = None

    def is_uncounted(self) -> bool:
        """Whether the model's last response came not to its usage."""
        return self._counted == self._result.context_wrapper.usage.requests

    def stream_events(self) -> "EventStream":
        return self

    def __aiter__(self) -> "EventStream":
        return self

    def __anext__(self) -> Awaitable[StreamEvent]:
        # A task of ours, which close() can cancel.
        self._step = asyncio.create_task(self._next())
        return self._step

    async def close(self, context: "AgentContext[Any]") -> None:
        """Stop the run and all that waits for it, whether it had ended or not."""
        if self._step and not self._step.done():
            self._step.cancel()
        self._result.cancel()
        # The SDK's function leaves a task that waits for one more event of a tool.
        await context.stream(ProgressUpdateEvent(text=""))
        if self._step:
            await asyncio.gather(self._step, return_exceptions=True)

    async def _next(self) -> StreamEvent:
        try:
            async with asyncio.timeout(None if self._working > 0 else self._limit):
                event = await anext(self._events)
        except StopAsyncIteration:
            raise
        except Exception as error:  # noqa: BLE001 -- read by whoever started the run
            self.failure = error
            raise StopAsyncIteration from None
        self._note(event)
        return event

    def _note(self, event: StreamEvent) -> None:
        if event.type == "raw_response_event":
            kind = event.data.type
            self.begun = True
            self._working = 0
            talking = kind.endswith(".delta")
            if kind == "response.created":
                self.written = 0
                self._counted = self._result.context_wrapper.usage.requests
            self.written += len(getattr(event.data, "delta", ""))
            self._limit = BETWEEN_TOKENS if talking else self._first_token
        elif event.type == "run_item_stream_event":
            self._limit = self._first_token
            if event.name == "tool_called":
                self._working += 1
            elif event.name == "tool_output":
                self._working -= 1
