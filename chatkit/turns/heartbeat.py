"""One task per process holds its turns' leases and keeps what is there of the answers.

Every second, while turns run, in one transaction: so other processes can read an answer
while it grows, and know that it does. An answer of less than a second is never written
twice.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from chatkit import database
from chatkit.models import Outcome
from chatkit.turns import leases

if TYPE_CHECKING:
    from chatkit.turns.active import Run

logger = logging.getLogger(__name__)

BEAT = 1.0  # seconds; a few have to fit into a lease


class Pulse:
    """The turns that this process runs."""

    def __init__(self) -> None:
        self._runs: dict[int, Run] = {}
        self._task: asyncio.Task[None] | None = None
        self._writing: asyncio.Future[Mapping[int, Outcome]] | None = None

    def get(self, turn_id: int) -> Run | None:
        """The turn, if it runs here."""
        return self._runs.get(turn_id)

    def add(self, run: Run) -> None:
        """Hold the turn's lease from now on."""
        self._runs[run.turn_id] = run
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._beat())

    def remove(self, run: Run) -> None:
        """The turn is over; without another one the task ends by itself."""
        self._runs.pop(run.turn_id, None)

    async def settled(self) -> None:
        """Wait until no partial answer is on its way to the database."""
        if self._writing and not self._writing.done():
            await asyncio.wait([self._writing])

    async def _beat(self) -> None:
        while self._runs:
            await asyncio.sleep(BEAT)
            if not self._runs:
                return
            old = time.monotonic() - BEAT
            partials = [
                partial
                for run in self._runs.values()
                if run.started < old
                for partial in run.partials()
            ]
            # No task: asyncio cancels those when the process ends, and not their work.
            writing = database.submit(leases.renew, list(self._runs), partials)
            self._writing = writing
            await asyncio.wait([writing])
            try:
                ended = writing.result()
            except Exception:
                logger.exception("The running turns could not be renewed")
                continue
            for turn_id, outcome in ended.items():
                if run := self._runs.get(turn_id):
                    run.end(outcome)


pulse = Pulse()
