"""The turns that this process runs: their leases, deadlines and records.

A turn is cut short by its deadline, by a visitor who stops it or disconnects, or by
another process that took its thread. Each calls ``end``, which interrupts the responder
and nothing else, so that a write in progress completes.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any, TypeVar

from chatkit import database
from chatkit.models import Item, Outcome
from chatkit.turns import leases
from chatkit.turns.leases import Lease
from chatkit.turns.pending_writes import pending_writes

logger = logging.getLogger(__name__)

DISCONNECT_GRACE = 30.0  # seconds an answer continues without its visitor
HEARTBEAT = 1.0  # seconds; a few have to fit into a lease
STOP_POLL = 0.1  # seconds
STOP_POLLS = 30  # another process notices within a second

T = TypeVar("T")


class TurnEnded(Exception):
    """The turn has to end before its answer is complete."""


@dataclass(frozen=True, slots=True)
class CutSentence:
    """Columns of ``Cut``."""

    sentence: str
    reason: str
    cited: Sequence[str]
    nearest_text: str
    nearest_url: str


@dataclass(slots=True)
class TurnReport:
    """Columns of ``Turn`` that the responder fills in while it answers.

    ``found`` is False when the résumé does not say; ``cuts`` are the sentences that the
    claim guard removed; ``opinion_tokens`` and ``opinion_milliseconds`` are what the
    model was asked about them; ``fallback`` is why another responder answered than was
    configured, for the owner, or "".
    """

    answered_by: str = ""
    model: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    found: bool = True
    cuts: list[CutSentence] = field(default_factory=list)
    opinion_tokens: int = 0
    opinion_milliseconds: int = 0
    fallback: str = ""


@dataclass(eq=False)
class ActiveTurn:
    """A turn from the lease on its thread to its record.

    ``outcome`` is set where the turn did not end by itself. ``changed_items`` returns
    the unfinished items that changed since its last call.
    """

    turn_id: int = 0
    thread_id: str = ""
    question_id: str = ""
    answer_id: str = ""
    outcome: Outcome | None = None
    report: TurnReport = field(default_factory=TurnReport)
    changed_items: Callable[[], Sequence[Item]] = tuple
    has_output: bool = False
    started: float = field(default_factory=time.monotonic)
    _end_reason: Outcome | None = None
    _responding: asyncio.Task[Any] | None = None
    _timers: list[asyncio.TimerHandle] = field(default_factory=list)

    @asynccontextmanager
    async def hold(
        self, thread_id: str, acquire: Callable[[], Lease], seconds: float
    ) -> AsyncIterator[dict[str, Any]]:
        """Hold the thread for ``seconds`` at most and record how the turn ends.

        Yields the thread's data; what ``acquire`` raises is raised.
        """
        if thread_id in pending_writes.queues:
            await pending_writes.flush(thread_id)
        lease = await database.run(acquire)
        self.turn_id, self.thread_id = lease.turn_id, thread_id
        self._end_after(seconds, Outcome.OVERDUE)
        heartbeat.add(self)
        try:
            yield lease.thread
        except asyncio.CancelledError:  # the process is shutting down
            self.outcome = self.outcome or Outcome.LOST
            self.has_output = True
            raise
        except BaseException:
            self.outcome = self.outcome or Outcome.FAILED
            raise
        finally:
            await self._finish()

    def on_disconnect(self) -> None:
        self._end_after(DISCONNECT_GRACE, Outcome.STOPPED)

    def end(self, outcome: Outcome) -> None:
        """Interrupt the responder, now or when it is asked for its next event."""
        if self._end_reason is None:
            self._end_reason = outcome
            if self._responding:
                self._responding.cancel()

    async def interruptible(self, call: Callable[[], Awaitable[T]]) -> T:
        """What the responder's call returns.

        Raises TurnEnded if the turn has to end before; ``outcome`` says why.
        """
        task = asyncio.current_task()
        assert task  # noqa: S101 -- it is awaited in one
        try:
            if self._end_reason is None:
                self._responding = task
                return await call()
        finally:
            self._responding = None
            # As in asyncio.timeout: another reason to cancel takes precedence.
            if self._end_reason and (not task.cancelling() or not task.uncancel()):
                self.outcome = self._end_reason
                raise TurnEnded
        raise TurnEnded

    async def _finish(self) -> None:
        for timer in self._timers:
            timer.cancel()
        heartbeat.remove(self)
        if self.has_output:
            record = partial(leases.release, self.turn_id, **self._record())
        else:
            record = partial(leases.discard, self.turn_id)
        try:
            await database.run(record)
        except database.DATABASE_ERRORS:
            pending_writes.keep(self.thread_id, partial(database.run, record))
        except Exception:
            logger.exception("The end of a turn could not be recorded")

    def _record(self) -> dict[str, Any]:
        columns = asdict(self.report)
        found = columns.pop("found")
        ended_by_itself = Outcome.ANSWERED if found else Outcome.UNANSWERED
        return columns | {
            "cut_claims": len(self.report.cuts),
            "outcome": self.outcome or ended_by_itself,
            "milliseconds": round(1000 * (time.monotonic() - self.started)),
            "question_id": self.question_id,
            "answer_id": self.answer_id,
        }

    def _end_after(self, seconds: float, outcome: Outcome) -> None:
        loop = asyncio.get_running_loop()
        self._timers.append(loop.call_later(seconds, self.end, outcome))


class Heartbeat:
    """One task per process that renews the leases of its turns.

    While turns run, one transaction a second also stores their partial answers, so that
    other processes can read them. An answer of less than a second is written once.
    """

    def __init__(self) -> None:
        self._turns: dict[int, ActiveTurn] = {}
        self._task: asyncio.Task[None] | None = None
        self._write: asyncio.Future[Mapping[int, Outcome]] | None = None

    def get(self, turn_id: int) -> ActiveTurn | None:
        return self._turns.get(turn_id)

    def add(self, turn: ActiveTurn) -> None:
        self._turns[turn.turn_id] = turn
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    def remove(self, turn: ActiveTurn) -> None:
        self._turns.pop(turn.turn_id, None)

    async def wait_for_write(self) -> None:
        if self._write and not self._write.done():
            await asyncio.wait([self._write])

    async def _run(self) -> None:
        while self._turns:
            await asyncio.sleep(HEARTBEAT)
            if self._turns:
                await self._renew()

    async def _renew(self) -> None:
        before = time.monotonic() - HEARTBEAT
        changed_items = {
            turn_id: turn.changed_items() if turn.started < before else ()
            for turn_id, turn in self._turns.items()
        }
        # Not a task: at shutdown asyncio cancels tasks, but not what they wait for.
        self._write = database.run(leases.renew, changed_items)
        await asyncio.wait([self._write])
        try:
            ended = self._write.result()
        except Exception:
            logger.exception("The running turns could not be renewed")
            return
        for turn_id, outcome in ended.items():
            if turn := self.get(turn_id):
                turn.end(outcome)


heartbeat = Heartbeat()


async def stop_turn(visitor_id: str, thread_id: str) -> None:
    """End the thread's running turn and wait until its partial answer is stored.

    The turn may run in another process, which notices at its next heartbeat. Raises
    Thread.DoesNotExist.
    """
    turn_id = await database.run(leases.revoke, visitor_id, thread_id)
    if turn_id is None:
        return
    if turn := heartbeat.get(turn_id):
        turn.end(Outcome.STOPPED)
    for _ in range(STOP_POLLS):
        if await database.run(leases.is_finished, turn_id):
            return
        await asyncio.sleep(STOP_POLL)
