"""The session endpoint against Express with OpenAI's SDK for Node, in one run.

    make bench

Both have two processes, the same upstream and the same requests: each from a visitor
without a cookie, so that each is minted. They take turns, cell by cell, in an order that
turns with each round. With --cache-url the peer does all that the site does, in the same
Redis; without, each of its processes counts for itself and keeps nothing. Needs Debian's
wrk, and Node for the peer.
"""

import argparse
import os
import re
import shutil
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
from typing import Any

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.memory import megabytes
from tests.support.database import manage
from tests.support.server import GUNICORN, serve

EXPRESS = Path(__file__).parent / "express"
DELAYS = (0, 300)  # milliseconds
CONNECTIONS = (32, 256)
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
POST = 'wrk.method = "POST"\n'


@contextmanager
def node(script: str, log: Path, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """A script of the peer's folder."""
    with log.open("w") as errors:
        process = subprocess.Popen(  # noqa: S603 -- our own script
            ["node", script],  # noqa: S607 -- the one on the PATH
            cwd=EXPRESS,
            env={**os.environ, **variables},
            stdout=subprocess.PIPE if script == "upstream.mjs" else errors,
            stderr=errors,
            text=True,
        )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


def load(url: str, connections: int, seconds: int, script: Path) -> list[float]:
    """Requests per second, p50 and p99 in milliseconds."""
    text = subprocess.run(  # noqa: S603 -- our own address
        [  # noqa: S607 -- the one on the PATH
            *("wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency"),
            *("--timeout=20s", f"--script={script}", f"{url}/api/chatkit/session"),
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        sys.stdout.write(text)
    found = re.search(r"Requests/sec:\s+([\d.]+)", text)
    times = [
        float(value) * UNITS[unit]
        for value, unit in re.findall(r"(?:50|99)%\s+([\d.]+)(us|ms|s)", text)
    ]
    return [float(found[1]) if found else 0.0, *times]


def children(pid: int) -> list[int]:
    """The processes it started; its threads come and go while one looks."""
    found = subprocess.run(  # noqa: S603 -- procps
        ["ps", "--ppid", str(pid), "-o", "pid="],  # noqa: S607 -- the one on the PATH
        capture_output=True,
        text=True,
        check=True,
    )
    return [int(word) for word in found.stdout.split()]


def await_answer(url: str) -> None:
    for _ in range(200):
        try:
            httpx.post(f"{url}/api/chatkit/session").raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"{url} does not answer")


def main(seconds: int, rounds: int, cache_url: str) -> None:
    for tool in ("wrk", "node", "npm"):
        if not shutil.which(tool):
            raise SystemExit(f"{tool} is not installed; nothing was measured.")
    install = ["npm", "install", "--silent", "--no-audit", "--no-package-lock"]
    subprocess.run(install, cwd=EXPRESS, check=True)  # noqa: S603 -- pinned there
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    production = {
        "DJANGO_DEBUG": "false",
        "DJANGO_SECRET_KEY": "only-for-this-benchmark",
        "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_HTTPS": "false",
        "CACHE_URL": cache_url,
    }
    manage({**os.environ, **production}, "collectstatic", "--noinput")
    with (
        tempfile.TemporaryDirectory() as name,
        node("upstream.mjs", Path(name, "upstream.log")) as upstream,
    ):
        assert upstream.stdout  # noqa: S101 -- it is a pipe
        base = f"http://127.0.0.1:{upstream.stdout.readline().strip()}"
        limits = {
            "CHATKIT_MAX_REQUESTS_PER_MINUTE": "1000000",
            "CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS": "100000000",
        }
        hosted = {
            "CHATKIT_INTEGRATION_TYPE": "hosted",
            "CHATKIT_WORKFLOW_ID": "wf_standin",
            "OPENAI_API_KEY": "stand-in",
            "OPENAI_BASE_URL": f"{base}/v1",
        }
        peer = {
            "PORT": str(port),
            "UPSTREAM": f"{base}/v1",
            "PROCESSES": "2",
            "REDIS": cache_url,
        }
        variables: dict[str, Any] = {
            **production,
            **limits,
            **hosted,
            "WEB_CONCURRENCY": "2",
        }
        with (
            serve(Path(name), command=GUNICORN, **variables) as site,
            node("server.mjs", Path(name, "express.log"), **peer) as express,
        ):
            servers = {"Express": f"http://127.0.0.1:{port}", "this site": site.url}
            pids = {"Express": express.pid, "this site": site.process.pid}
            measure(servers, base, Path(name), seconds, rounds)
            for server, pid in pids.items():
                family = [pid, *children(pid)]
                rss, pss = (
                    sum(megabytes(p, kind) for p in family) for kind in ("Rss", "Pss")
                )
                sys.stdout.write(f"{server}: {rss:.0f} MB RSS, {pss:.0f} MB PSS\n")


def measure(
    servers: dict[str, str], upstream: str, folder: Path, seconds: int, rounds: int
) -> None:
    """Every cell of the table, the servers by turns."""
    script = folder / "post.lua"
    script.write_text(POST)
    cells: dict[tuple[int, int, str], list[list[float]]] = defaultdict(list)
    for url in servers.values():
        await_answer(url)
        load(url, 32, 2, script)
    orders = [list(servers.items()), list(reversed(servers.items()))]
    for turn in range(rounds):
        for delay in DELAYS:
            httpx.put(f"{upstream}/{delay}")
            for connections in CONNECTIONS:
                for server, url in orders[turn % 2]:
                    found = load(url, connections, seconds, script)
                    cells[delay, connections, server].append(found)
    sys.stdout.write("delay ms | connections | server | req/s | p50 ms | p99 ms\n")
    for (delay, connections, server), runs in cells.items():
        numbers = [statistics.median(column) for column in zip(*runs, strict=True)]
        shown = " | ".join(f"{number:.0f}" for number in numbers)
        sys.stdout.write(f"{delay} | {connections} | {server} | {shown}\n")


if __name__ == "__main__":
    os.environ["DJANGO_READ_DOTENV"] = "false"
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=4, help="of each cell")
    parser.add_argument("--rounds", type=int, default=3, help="the median is shown")
    parser.add_argument(
        "--cache-url", default="", help="redis://..., for both; else SQLite"
    )
    options = parser.parse_args()
    main(options.seconds, options.rounds, options.cache_url)
