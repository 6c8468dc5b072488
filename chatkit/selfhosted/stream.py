"""A turn's events as server-sent events.

A producer task runs the turn and a queue passes its events on, so that a visitor who
disconnects does not end the turn. The first event is awaited before there is a response,
so that a refused turn gets a status.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable

from chatkit.api.errors import ChatError, NotFound, Overloaded

logger = logging.getLogger(__name__)

HEADERS = {
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",  # nginx would collect the stream
}
FAILED = b'data: {"type":"error","code":"stream.error","allow_retry":true}\n\n'
PING = b": ping\n\n"
PING_INTERVAL = 10.0  # seconds
WRITE_INTERVAL = 0.005  # seconds; events that are closer together are written at once
RETRY_AFTER = 2  # seconds

#: This process's streams whose turn runs or whose visitor still reads.
_open: "set[Stream]" = set()


async def begin(
    events: AsyncIterator[bytes],
    on_disconnect: Callable[[], None],
    *,
    limit: int,
    heartbeat: bool = False,
) -> "Stream":
    """Start a turn and return its events; the caller closes the stream, read or not.

    ``on_disconnect`` is called if that is before the turn's end. With ``heartbeat`` a
    comment is sent after ten seconds without an event. Raises Overloaded over ``limit``
    streams, and what ended the turn before its first event (NotFound if nothing did).
    """
    if len(_open) >= limit:
        raise Overloaded(retry_after=RETRY_AFTER)
    stream = Stream(events, on_disconnect, heartbeat=heartbeat)
    await stream.begin()
    return stream


async def end_all() -> None:
    """Interrupt every turn and wait until its partial answer is stored."""
    await asyncio.gather(*(stream.interrupt() for stream in list(_open)))


class Stream:
    """A turn's events for its visitor: iterated once, then closed.

    Not a generator: closing one that was never iterated runs no code.
    """

    def __init__(
        self,
        events: AsyncIterator[bytes],
        on_disconnect: Callable[[], None],
        *,
        heartbeat: bool = False,
    ) -> None:
        self._events = events
        self._on_disconnect = on_disconnect
        self._heartbeat = heartbeat
        self._first = b""
        self._queue: asyncio.Queue[bytes | BaseException | None] = asyncio.Queue()
        self._is_read = self._is_closed = False
        self._loop = asyncio.get_running_loop()
        self._last_event = self._loop.time()
        _open.add(self)
        self._producer = asyncio.create_task(self._produce())
        self._producer.add_done_callback(
            self._end
        )  # it may be cancelled before it runs

    async def begin(self) -> None:
        """Wait for the first event; raises what the function ``begin`` does."""
        try:
            event = await self._queue.get()
        except asyncio.CancelledError:
            self._close()
            raise
        if not isinstance(event, bytes):
            raise event or NotFound
        self._first = event

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self._is_read = True
        _open.add(self)
        ping = asyncio.create_task(self._ping()) if self._heartbeat else None
        try:
            yield self._first
            written = self._loop.time()
            while frames := await self._frames(written + WRITE_INTERVAL):
                yield frames
                written = self._loop.time()
        finally:
            if ping:
                ping.cancel()
            self._close()

    def close(self) -> None:
        """Stop reading. Thread-safe; may be called twice."""
        self._loop.call_soon_threadsafe(self._close)

    async def _frames(self, earliest: float) -> bytes:
        """The next event with those that follow until ``earliest``; b"" at the end."""
        event = await self._queue.get()
        wait = earliest - self._loop.time()
        if wait > 0 and event is not None:
            await asyncio.sleep(wait)
        frames = []
        while event is not None:
            frames.append(_frame(event))
            if self._queue.empty():
                return b"".join(frames)
            event = self._queue.get_nowait()
        self._queue.put_nowait(None)  # for the next call
        return b"".join(frames)

    async def interrupt(self) -> None:
        self._producer.cancel()
        await asyncio.wait([self._producer])

    async def _produce(self) -> None:
        try:
            async for event in self._events:
                self._put(event)
        except Exception as error:  # noqa: BLE001 -- for the reader
            self._put(error)

    def _end(self, _: object) -> None:
        self._put(None)
        if not self._is_read:
            _open.discard(self)

    def _put(self, event: bytes | BaseException | None) -> None:
        if not self._is_closed:
            self._last_event = self._loop.time()
            self._queue.put_nowait(event)
        elif isinstance(event, BaseException) and not isinstance(event, ChatError):
            logger.error("A stream failed without a reader", exc_info=event)

    async def _ping(self) -> None:
        while True:
            quiet = self._loop.time() - self._last_event
            if quiet >= PING_INTERVAL:
                self._put(PING)
            else:
                await asyncio.sleep(PING_INTERVAL - quiet)

    def _close(self) -> None:
        if self._is_closed:
            return
        self._is_read, self._is_closed = False, True
        if self._producer.done():
            _open.discard(self)
        else:
            self._on_disconnect()


def _frame(event: bytes | BaseException) -> bytes:
    if isinstance(event, BaseException):
        logger.error("A stream failed", exc_info=event)
        return FAILED
    return event
