"""Server-sent events that lose nothing.

One producer task owns a turn's events and a queue hands them over. A visitor who leaves
ends the handing over, not the turn. The first event is awaited before there is a
response, so that what can be refused is refused with a status.
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
SILENCE = 10.0  # seconds
#: Seconds between two writes: what comes faster than eyes can follow goes together.
TOGETHER = 0.005
RETRY_AFTER = 2  # seconds

#: The streams of this process: a turn runs, or somebody still reads.
_open: "set[Stream]" = set()


async def begin(
    events: AsyncIterator[bytes],
    left: Callable[[], None],
    *,
    limit: int,
    heartbeat: bool = False,
) -> "Stream":
    """Start a turn and return its events.

    ``left`` is called when the visitor leaves before the end. With ``heartbeat`` a
    comment is sent where nothing was for ten seconds. Whoever is given the stream
    closes it, read or not.

    Raises:
        Overloaded: ``limit`` streams are open.
        NotFound: the turn has no events, as for an unknown message.
        Exception: whatever stopped the turn before its first event.
    """
    if len(_open) >= limit:
        raise Overloaded(retry_after=RETRY_AFTER)
    stream = Stream(events, left, heartbeat=heartbeat)
    await stream.begin()
    return stream


async def end_all() -> None:
    """Interrupt every turn and wait until what is there of its answer is stored."""
    await asyncio.gather(*(stream.interrupt() for stream in list(_open)))


class Stream:
    """A turn's events on their way to its visitor: iterated once, closed at the end.

    Not a generator, for a generator that nobody began to read can't be told to end.
    """

    def __init__(
        self,
        events: AsyncIterator[bytes],
        left: Callable[[], None],
        *,
        heartbeat: bool = False,
    ) -> None:
        self._events = events
        self._left = left
        self._heartbeat = heartbeat
        self._first = b""
        self._queue: asyncio.Queue[bytes | BaseException | None] = asyncio.Queue()
        self._is_read = self._is_left = False
        self._loop = asyncio.get_running_loop()
        self._sent = self._loop.time()
        _open.add(self)
        self._producer = asyncio.create_task(self._produce())
        self._producer.add_done_callback(self._end)  # it may end before it begins

    async def begin(self) -> None:
        """Wait for the first event; raises what the function does."""
        try:
            event = await self._queue.get()
        except asyncio.CancelledError:
            self._leave()
            raise
        if not isinstance(event, bytes):
            raise event or NotFound
        self._first = event

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The events from the first one on."""
        self._is_read = True
        _open.add(self)
        pinging = asyncio.create_task(self._ping()) if self._heartbeat else None
        try:
            yield self._first
            written = self._loop.time()
            while frames := await self._frames(written + TOGETHER):
                yield frames
                written = self._loop.time()
        finally:
            if pinging:
                pinging.cancel()
            self._leave()

    def close(self) -> None:
        """The visitor reads no more, or never did. From any thread; twice is once."""
        self._loop.call_soon_threadsafe(self._leave)

    async def _frames(self, soonest: float) -> bytes:
        """What comes next and whatever more has come by ``soonest``; b"" at the end."""
        event = await self._queue.get()
        wait = soonest - self._loop.time()
        if wait > 0 and event is not None:
            await asyncio.sleep(wait)
        frames = []
        while event is not None:
            frames.append(frame(event))
            if self._queue.empty():
                return b"".join(frames)
            event = self._queue.get_nowait()
        self._queue.put_nowait(None)  # it is the next one's
        return b"".join(frames)

    async def interrupt(self) -> None:
        """Cancel the turn, as asyncio does when a process ends."""
        self._producer.cancel()
        await asyncio.wait([self._producer])

    async def _produce(self) -> None:
        try:
            async for event in self._events:
                self._put(event)
        except Exception as error:  # noqa: BLE001 -- the reader decides what it means
            self._put(error)

    def _end(self, _: object) -> None:
        self._put(None)
        if not self._is_read:
            _open.discard(self)

    def _put(self, event: bytes | BaseException | None) -> None:
        if not self._is_left:
            self._sent = self._loop.time()
            self._queue.put_nowait(event)
        elif isinstance(event, BaseException) and not isinstance(event, ChatError):
            logger.error("a stream broke that nobody reads", exc_info=event)

    async def _ping(self) -> None:
        while True:
            silence = self._loop.time() - self._sent
            if silence >= SILENCE:
                self._put(PING)
            else:
                await asyncio.sleep(SILENCE - silence)

    def _leave(self) -> None:
        if self._is_left:
            return
        self._is_read, self._is_left = False, True
        if self._producer.done():
            _open.discard(self)
        else:
            self._left()


def frame(event: bytes | BaseException) -> bytes:
    """The event as it is sent."""
    if isinstance(event, BaseException):
        logger.error("a stream broke", exc_info=event)
        return FAILED
    return event
