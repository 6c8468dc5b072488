"""Visitors who each ask one question over a connection of their own; then comes the next.

    python bench/chat_load.py URL VISITORS DELAY SECONDS

Prints JSON: turns per second; in milliseconds the time to the first event (p50, p99) and
the 99th percentile of the gaps between two arrivals of events in a turn; the number of
turns from start to end. The visitors start one by one, within the time of a turn, and
are measured once all have.
"""

import asyncio
import json
import statistics
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import cast
from urllib.parse import urlsplit

import uvloop

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.chat_turn import DELTAS, EVENTS
from tests.support.chat import message

WARM_UP = 1.0  # seconds


class Measured:
    """What happened between ``begins`` and ``ends``, which are seconds."""

    def __init__(self, begins: float, ends: float) -> None:
        self.begins = begins
        self.ends = ends
        self.events = 0
        self.all_events = 0
        self.firsts: list[float] = []
        self.gaps: list[float] = []

    def __contains__(self, moment: float) -> bool:
        return self.begins <= moment < self.ends


class Visitor(asyncio.Protocol):
    """Reads as little of the answers as one can to know that they are complete."""

    def __init__(
        self, request: bytes, measured: Measured, leave: Callable[[], object]
    ) -> None:
        self._request = request
        self._measured = measured
        self._leave = leave
        self._body = bytearray()
        self._last = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._asked = perf_counter()
        self._transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        now = perf_counter()
        events = data.count(b"data: ")
        self._measured.all_events += events
        if now >= self._measured.ends:
            self._transport.abort()
            return
        self._body += data
        if events and now in self._measured:
            self._measured.events += events
            if self._last:
                self._measured.gaps.append(now - self._last)
            else:
                self._measured.firsts.append(now - self._asked)
        if events:
            self._last = now
        if self._body.endswith(b"\r\n0\r\n\r\n"):
            check(bytes(self._body))
            self._transport.abort()
            self._leave()


def check(answer: bytes) -> None:
    """Ends the measurement unless it is a whole turn."""
    if not answer.startswith(b"HTTP/1.1 200") or answer.count(b"data: ") != EVENTS:
        sys.exit(answer[:2000].decode())


def request(url: str, delay: int) -> bytes:
    """A new visitor's first question."""
    address = urlsplit(url)
    body = {"type": "threads.create", "params": {"input": message(str(delay))}}
    content = json.dumps(body).encode()
    lines = (
        f"POST {address.path} HTTP/1.1",
        f"Host: {address.netloc}",
        "Content-Type: application/json",
        f"Content-Length: {len(content)}",
    )
    return "\r\n".join([*lines, "", ""]).encode() + content


async def load(url: str, visitors: int, delay: int, seconds: int) -> list[float]:
    """What the module prints."""
    ramp = WARM_UP + DELTAS * delay / 1000
    begins = perf_counter() + ramp
    measured = Measured(begins, begins + seconds)
    address = urlsplit(url)
    host, port = address.hostname or "", address.port or 0
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Task[object]] = set()

    def come() -> None:
        visitor = partial(Visitor, request(url, delay), measured, come)
        task = loop.create_task(loop.create_connection(visitor, host, port))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    for _ in range(visitors):
        come()
        await asyncio.sleep(ramp / visitors / 2)
    await asyncio.sleep(measured.ends - perf_counter())
    firsts = statistics.quantiles(measured.firsts, n=100)
    gaps = statistics.quantiles(measured.gaps, n=100)
    return [
        measured.events / EVENTS / seconds,
        *(1000 * quantile for quantile in (firsts[49], firsts[98], gaps[98])),
        measured.all_events / EVENTS,
    ]


if __name__ == "__main__":
    url, visitors, delay, seconds = sys.argv[1:]
    found = uvloop.run(load(url, int(visitors), int(delay), int(seconds)))
    sys.stdout.write(json.dumps(found))
