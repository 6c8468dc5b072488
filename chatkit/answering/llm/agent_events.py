"""The events of an agent's run, with timeouts."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Protocol

from agents import RunContextWrapper, StreamEvent

from chatkit.agents import AgentContext
from chatkit.types import ProgressUpdateEvent

FIRST_TOKEN = 20.0  # seconds
BETWEEN_TOKENS = 15.0  # seconds


class Result(Protocol):
    """The part of ``RunResultStreaming`` that is used."""

    context_wrapper: RunContextWrapper[Any]

    def stream_events(self) -> AsyncIterator[StreamEvent]: ...

    def cancel(self) -> None: ...


class AgentEvents:
    """Passed to ``stream_agent_response`` in place of the run.

    A failed run ends, and ``error`` has the exception: raised, it would leave tasks of
    that function behind. There is no timeout while a tool works. ``written`` counts the
    characters of the model's last response.
    """

    def __init__(self, result: Result, first_token: float) -> None:
        self._result = result
        self._first_token = self._timeout = first_token
        self._task: asyncio.Task[Any] | None = None
        self._tools_working = 0
        self._requests_counted: int | None = None
        self.error: Exception | None = None
        self.started = False
        self.written = 0

    async def stream_events(self) -> AsyncIterator[StreamEvent]:
        events = self._result.stream_events()
        while True:
            self._task = asyncio.current_task()  # each event is awaited in its own
            timeout = None if self._tools_working else self._timeout
            try:
                async with asyncio.timeout(timeout):
                    event = await anext(events)
            except StopAsyncIteration:
                return
            except Exception as error:  # noqa: BLE001 -- the caller classifies it
                self.error = error
                return
            self._track(event)
            yield event

    async def close(self, context: AgentContext[Any]) -> None:
        if self._task:
            self._task.cancel()
        self._result.cancel()
        # stream_agent_response leaves a task that waits for one more event of a tool.
        await context.stream(ProgressUpdateEvent(text=""))
        if self._task:
            await asyncio.gather(self._task, return_exceptions=True)

    def is_usage_reported(self) -> bool:
        """Whether the model's last response ended with its usage."""
        usage = self._result.context_wrapper.usage
        return bool(usage.total_tokens) and self._requests_counted != usage.requests

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
