"""Server-sent events that lose nothing.

One producer task owns the SDK's generator and a queue hands its bytes over: a
visitor who leaves cancels the producer, and a cancelled producer (unlike a closed
generator) stores the partial answer. The first event is awaited before there is a
response, so that what can be refused is refused with a status.
"""

import asyncio
import logging
from collections.abc import AsyncIterator

from chatkit.failures import NotFound

logger = logging.getLogger(__name__)

HEADERS = {
    "Cache-Control": "no-store, no-transform",
    "X-Accel-Buffering": "no",  # nginx would collect the stream
}
FAILED = b'data: {"type":"error","code":"stream.error","allow_retry":true}\n\n'


async def begin(events: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Start a turn and return the rest of its events, the first one included.

    Raises:
        NotFound: the turn has no events, as for an unknown message.
        Exception: whatever stopped the turn before its first event.
    """
    queue: asyncio.Queue[bytes | BaseException | None] = asyncio.Queue()
    producer = asyncio.create_task(_produce(events, queue))
    try:
        first = await queue.get()
    except asyncio.CancelledError:
        producer.cancel()
        raise
    if first is None:
        raise NotFound
    if isinstance(first, BaseException):
        raise first
    return _consume(first, queue, producer)


async def _produce(
    events: AsyncIterator[bytes],
    queue: asyncio.Queue[bytes | BaseException | None],
) -> None:
    try:
        async for event in events:
            queue.put_nowait(event)
    except Exception as error:  # noqa: BLE001 -- the consumer decides what it means
        queue.put_nowait(error)
    finally:
        queue.put_nowait(None)


async def _consume(
    first: bytes,
    queue: asyncio.Queue[bytes | BaseException | None],
    producer: asyncio.Task[None],
) -> AsyncIterator[bytes]:
    event: bytes | BaseException | None = first
    try:
        while event is not None:
            if isinstance(event, BaseException):
                logger.error("a stream broke", exc_info=event)
                event = FAILED
            yield event
            event = await queue.get()
    finally:
        producer.cancel()
        await asyncio.gather(producer, return_exceptions=True)
