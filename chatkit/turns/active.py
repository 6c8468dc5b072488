"""One turn as this process runs it: when it has to end, and what is told of it.

A turn is cut short by its deadline, by a visitor who stops it, by one who left and did
not come back, or by whoever took its thread. All of them call ``end``; it interrupts
the responder and nothing else, so that what is being stored is stored.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from chatkit import database
from chatkit.models import Outcome
from chatkit.selfhosted.rows import Partial
from chatkit.turns import leases
from chatkit.turns.heartbeat import pulse

if TYPE_CHECKING:
    from chatkit.answering.base import Report

logger = logging.getLogger(__name__)

GRACE = 30.0  # seconds an answer goes on after its visitor left

T = TypeVar("T")


class Ended(Exception):
    """The turn has to end before its answer."""


class Run:
    """A turn from the lease on its thread to its record.

    ``outcome`` is set where the turn did not end by itself, ``report`` by whoever
    answers; ``partials`` returns what grew since it was last asked.
    """

    def __init__(self) -> None:
        self.turn_id = 0
        self.thread_id = ""
        self.question_id = ""
        self.answer_id = ""
        self.outcome: Outcome | None = None
        self.report: Report | None = None
        self.partials: Callable[[], Sequence[Partial]] = tuple
        self.wrote = False
        self.started = time.monotonic()
        self._wanted: Outcome | None = None
        self._answering: asyncio.Task[Any] | None = None
        self._timers: list[asyncio.TimerHandle] = []

    async def begin(
        self, thread_id: str, take: Callable[[], int], seconds: float
    ) -> None:
        """Take the thread, for so many seconds at most.

        ``take`` is what ``turns`` has for it, and raises what that does.
        """
        self.turn_id = await database.run(take)
        self.thread_id = thread_id
        self._end_in(seconds, Outcome.OVERDUE)
        pulse.add(self)

    def left(self) -> None:
        """Its visitor is gone: the answer has a while to be finished."""
        self._end_in(GRACE, Outcome.STOPPED)

    def end(self, outcome: Outcome) -> None:
        """Interrupt the responder, now or when it is asked for its next event."""
        if self._wanted is None:
            self._wanted = outcome
            if self._answering:
                self._answering.cancel()

    async def next(self, events: AsyncIterator[T]) -> T | None:
        """The responder's next event, None after the last.

        Raises:
            Ended: the turn has to end; ``outcome`` says why.
        """
        task = asyncio.current_task()
        assert task  # noqa: S101 -- it is awaited in one
        try:
            if self._wanted is None:
                self._answering = task
                return await anext(events)
        except StopAsyncIteration:
            return None
        finally:
            self._answering = None
            # What asyncio.timeout does; cancelled for another reason too, it is that.
            if self._wanted and (not task.cancelling() or not task.uncancel()):
                self.outcome = self._wanted
                raise Ended
        return None

    @asynccontextmanager
    async def recorded(self) -> AsyncIterator[None]:
        """Leave a record of the turn that the block runs, however it ends."""
        try:
            yield
        except asyncio.CancelledError:  # the process ends
            self.outcome = self.outcome or Outcome.LOST
            self.wrote = True
            raise
        except BaseException:
            self.outcome = self.outcome or Outcome.FAILED
            raise
        finally:
            await self._finish()

    async def _finish(self) -> None:
        for timer in self._timers:
            timer.cancel()
        if not self.turn_id:
            return
        pulse.remove(self)
        try:
            if self.wrote:
                await database.run(leases.finish, self.turn_id, *self._record())
            else:
                await database.run(leases.forget, self.turn_id)
        except Exception:
            logger.exception("A turn's end could not be written down")

    def _record(self) -> tuple[Outcome, int, dict[str, Any]]:
        columns = asdict(self.report) if self.report else {"found": True}
        found = columns.pop("found")
        outcome = Outcome.ANSWERED if found else Outcome.UNANSWERED
        columns |= {"question_id": self.question_id, "answer_id": self.answer_id}
        milliseconds = round(1000 * (time.monotonic() - self.started))
        return self.outcome or outcome, milliseconds, columns

    def _end_in(self, seconds: float, outcome: Outcome) -> None:
        loop = asyncio.get_running_loop()
        self._timers.append(loop.call_later(seconds, self.end, outcome))
