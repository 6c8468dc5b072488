"""The chat against FastAPI with OpenAI's SDK and a store in memory, in one run.

    make bench

Both have two processes, uvloop and httptools, the same requests, each from a visitor
without a cookie, and the same turn: 66 events, ``bench/chat_turn.py``. Ours keeps every
message in SQLite. They take turns, cell by cell.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.memory import megabytes
from bench.session import children
from tests.support.chat import message
from tests.support.database import ROOT, manage
from tests.support.server import GUNICORN, serve

CELLS = ((0, 32), (20, 100), (20, 300))  # milliseconds between deltas, visitors
SITE = (*GUNICORN[:-1], "bench.chat_site:application")
HEAD = (
    "delay ms | visitors | server"
    " | turns/s | first p50 ms | p99 ms | gap p99 ms | CPU ms per turn\n"
)
STARTS = 120  # seconds a busy machine may take to import the SDK
TICKS = os.sysconf("SC_CLK_TCK")


class Served(NamedTuple):
    """``url`` is the endpoint's; ``pid`` is above all processes of the server."""

    url: str
    pid: int


@contextmanager
def fastapi(folder: Path) -> Iterator[Served]:
    """The peer."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with (folder / "fastapi.log").open("wb") as log:
        process = subprocess.Popen(  # noqa: S603 -- our own module
            [
                *(sys.executable, "-m", "uvicorn", "bench.chat_fastapi:app"),
                *("--workers=2", f"--port={port}"),
            ],
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
        try:
            yield Served(f"http://127.0.0.1:{port}/chatkit", process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


def await_answer(url: str) -> None:
    body = {"type": "threads.create", "params": {"input": message("0")}}
    deadline = time.monotonic() + STARTS
    while time.monotonic() < deadline:
        try:
            httpx.post(url, json=body, timeout=20).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"{url} does not answer")


def load(url: str, delay: int, visitors: int, seconds: int) -> list[float]:
    """What ``bench/chat_load.py`` measures, in a process of its own."""
    result = subprocess.run(  # noqa: S603 -- our own script
        [
            *(sys.executable, str(ROOT / "bench" / "chat_load.py")),
            *(url, str(visitors), str(delay), str(seconds)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: list[float] = json.loads(result.stdout)
    return found


def processor(pid: int) -> float:
    """Milliseconds of processor time of the process and all below it."""
    ticks = 0
    for process in (pid, *children(pid)):
        stat = Path(f"/proc/{process}/stat").read_text()
        ticks += sum(map(int, stat.rpartition(")")[2].split()[11:13]))
    return 1000 * ticks / TICKS


def cell(server: Served, delay: int, visitors: int, seconds: int) -> list[float]:
    """One row's numbers."""
    before = processor(server.pid)
    *found, turns = load(server.url, delay, visitors, seconds)
    return [*found, (processor(server.pid) - before) / turns]


def main(seconds: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        variables: dict[str, Any] = {
            "DJANGO_DEBUG": "false",
            "DJANGO_SECRET_KEY": "only-for-this-benchmark",
            "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
            "DJANGO_HTTPS": "false",
            "CHATKIT_INTEGRATION_TYPE": "custom",
            "WEB_CONCURRENCY": "2",
            "CHATKIT_MAX_REQUESTS_PER_MINUTE": "1000000",
            "CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS": "100000000",
        }
        manage({**os.environ, **variables}, "collectstatic", "--noinput")
        with (
            fastapi(folder) as peer,
            serve(folder, command=SITE, **variables) as site,
        ):
            servers = {
                "FastAPI, in memory": peer,
                "this site, on SQLite": Served(
                    f"{site.url}/api/chatkit/chat", site.process.pid
                ),
            }
            measure(servers, seconds, rounds)
            for name, server in servers.items():
                rss, pss = (
                    sum(
                        megabytes(process, kind)
                        for process in (server.pid, *children(server.pid))
                    )
                    for kind in ("Rss", "Pss")
                )
                sys.stdout.write(f"{name}: {rss:.0f} MB RSS, {pss:.0f} MB PSS\n")


def measure(servers: dict[str, Served], seconds: int, rounds: int) -> None:
    """Every cell of the table, the servers by turns."""
    found: dict[tuple[int, int, str], list[list[float]]] = defaultdict(list)
    for server in servers.values():
        await_answer(server.url)
        load(server.url, 0, 32, 1)
    for _ in range(rounds):
        for delay, visitors in CELLS:
            for name, server in servers.items():
                numbers = cell(server, delay, visitors, seconds)
                found[delay, visitors, name].append(numbers)
    sys.stdout.write(HEAD)
    for (delay, visitors, name), runs in found.items():
        numbers = [statistics.median(column) for column in zip(*runs, strict=True)]
        shown = " | ".join(f"{number:.0f}" for number in numbers[:-1])
        sys.stdout.write(
            f"{delay} | {visitors} | {name} | {shown} | {numbers[-1]:.1f}\n"
        )


if __name__ == "__main__":
    os.environ["DJANGO_READ_DOTENV"] = "false"
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=3, help="of each cell")
    parser.add_argument("--rounds", type=int, default=3, help="the median is shown")
    options = parser.parse_args()
    main(options.seconds, options.rounds)
