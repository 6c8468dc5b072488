"""What a turn could not write, kept in memory until the database takes it.

A disk that is full, a database that restarts or is read-only for a while: the visitor has
read the answer, so it is not given up.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Awaitable, Callable

from chatkit.database import DATABASE_ERRORS, describe_error

logger = logging.getLogger(__name__)

RETRY_INTERVAL = 0.5  # seconds
KEPT = 600.0  # seconds, after which a write is given up
STOP_TIMEOUT = 25.0  # seconds that a process waits for the database before it stops

#: May be called again after it failed.
Write = Callable[[], Awaitable[object]]


class PendingWrites:
    """``queues`` has the writes of each thread, in their order."""

    def __init__(self) -> None:
        self.queues: dict[str, deque[tuple[float, Write]]] = {}
        self._lock = asyncio.Lock()
        self._retrying: asyncio.Task[None] | None = None

    def keep(self, thread_id: str, write: Write) -> None:
        """Write when the database can be written, after what the thread has pending."""
        if not self.queues:
            logger.error("The database can't be written: answers are kept in memory.")
        queue = self.queues.setdefault(thread_id, deque())
        queue.append((time.monotonic() + KEPT, write))
        if self._retrying is None or self._retrying.done():
            self._retrying = asyncio.create_task(self._retry())

    async def flush(self, thread_id: str) -> bool:
        """Try what the thread has pending; whether nothing is left."""
        async with self._lock:
            queue = self.queues.get(thread_id)
            while queue:
                expires, write = queue[0]
                try:
                    await write()
                except DATABASE_ERRORS as error:
                    if time.monotonic() < expires:
                        return False
                    logger.error("Not stored, given up: %s", describe_error(error))
                except Exception as error:  # noqa: BLE001 -- its thread was deleted
                    logger.warning("Not stored: %s", error)
                queue.popleft()
            self.queues.pop(thread_id, None)
        return True

    async def drain(self) -> None:
        """Wait for the database before the process stops."""
        if self._retrying is None or self._retrying.done():
            return
        logger.warning("Stopping once %d conversations are stored.", len(self.queues))
        await asyncio.wait([self._retrying], timeout=STOP_TIMEOUT)
        if self.queues:
            logger.error("The answers in %s are lost.", ", ".join(self.queues))

    async def _retry(self) -> None:
        while self.queues:
            await asyncio.sleep(RETRY_INTERVAL)
            for thread_id in list(self.queues):
                if not await self.flush(thread_id):
                    # Another thread is first next time: this may fail for its size.
                    self.queues[thread_id] = self.queues.pop(thread_id)
                    break
            else:
                logger.warning("The database takes writes again; all is stored.")


pending_writes = PendingWrites()
