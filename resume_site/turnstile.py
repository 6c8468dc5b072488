"""Of requests that come at one moment, few are begun at a time, in their order.

Each waits a moment for the counting of the limits. Meanwhile the event loop begins all
others that have come, and its answer waits behind them, so that none of a crowd would go
on to OpenAI before all had been begun; its answers come back together, and so do the
visitors. Few at a time, the first is on its way at once, and the crowd spreads.
"""

import asyncio
from collections import deque
from contextvars import ContextVar

LEAST = 4  # at a time
STEP = 4  # that had to wait: with each so many, one more at a time


class Turnstile:
    """Entered with ``async with``; left at its end, or before by ``leave``."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._inside = 0
        self._let_in = 0  # since nobody waited

    async def __aenter__(self) -> None:
        if self._waiting or self._inside >= LEAST:
            await self._wait()
        else:
            self._inside += 1
        _entered.set(self)

    async def __aexit__(self, *_: object) -> None:
        leave()

    async def _wait(self) -> None:
        place: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        try:
            await place
        except asyncio.CancelledError:
            if not place.cancelled():  # it was let in at the same moment
                self.let_out()
            raise

    def let_out(self) -> None:
        """One is out: let in whom there is room for."""
        self._inside -= 1
        while self._waiting and self._inside < LEAST + self._let_in // STEP:
            place = self._waiting.popleft()
            if not place.done():  # else cancelled: nobody waits there any more
                place.set_result(None)
                self._inside += 1
                self._let_in += 1
        if not self._waiting:
            self._let_in = 0


_entered: ContextVar[Turnstile | None] = ContextVar("turnstile", default=None)


def leave() -> None:
    """Let the next one in, where the request in hand is still inside."""
    if turnstile := _entered.get():
        _entered.set(None)
        turnstile.let_out()
