"""The events of an agent's run, with timeouts."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Protocol

from agents import RunContextWrapper, StreamEvent

from chatkit.agents import AgentContext
from chatkit.types import ProgressUpdateEvent

FIRST_TOKEN = 20.0  # seconds
BETWEEN_TOKENS = 15.0  # seconds
#: Characters of one response, thoughts and the arguments of tools included. A model that
#: writes more has lost its way.
MAX_WRITTEN = 160_000


class Result(Protocol):
    """The part of ``RunResultStreaming`` that is used."""

    context_wrapper: RunContextWrapper[Any]
    final_output: Any

    def stream_events(self) -> AsyncIterator[StreamEvent]: ...

    def cancel(self) -> None: ...


class AgentEvents:
    """Passed to ``stream_agent_response`` in place of the run.

    A failed run ends, and ``error`` has the exception: raised, it would leave tasks of
    that function behind. There is no timeout while a tool works. ``written`` counts the
    characters of the model's last response. Its reasoning is not passed on: nobody has
    checked it. ``stop`` ends the run with the event that is being handled.
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
        self.is_stopped = False

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
            if not _is_reasoning(event):
                yield event
            if self.is_stopped:
                return

    def stop(self) -> None:
        self.is_stopped = True

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
            self.is_stopped = self.is_stopped or self.written > MAX_WRITTEN
            is_delta = event.data.type.endswith(".delta")
            self._timeout = BETWEEN_TOKENS if is_delta else self._first_token
        elif event.type == "run_item_stream_event":
            self._timeout = self._first_token
            if event.name == "tool_called":
                self._tools_working += 1
            elif event.name == "tool_output":
                self._tools_working = max(0, self._tools_working - 1)


def _is_reasoning(event: StreamEvent) -> bool:
    if event.type != "raw_response_event":
        return False
    item = getattr(event.data, "item", None)
    is_item = getattr(item, "type", "") == "reasoning"
    return is_item or event.data.type.startswith("response.reasoning")
