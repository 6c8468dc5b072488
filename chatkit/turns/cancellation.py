"""A visitor ends an answer: in this process at once, in another at its next beat."""

import asyncio

from chatkit import database
from chatkit.models import Outcome
from chatkit.turns import leases
from chatkit.turns.heartbeat import pulse

INTERVAL = 0.1  # seconds
LOOKS = 30  # another process notices within a second


async def stop(visitor_id: str, thread_id: str) -> None:
    """End the thread's running turn and wait until its partial answer is stored.

    Raises:
        Missing: no such thread, or another visitor's.
    """
    turn_id = await database.run(leases.stop, visitor_id, thread_id)
    if turn_id is None:
        return
    if run := pulse.get(turn_id):
        run.end(Outcome.STOPPED)
    for _ in range(LOOKS):
        if await database.run(leases.is_over, turn_id):
            return
        await asyncio.sleep(INTERVAL)
