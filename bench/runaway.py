"""What other visitors feel while a model runs away, on one worker of the real site.

    make bench

For each kind of answer without an end: the time of ``GET /api/chatkit/config`` meanwhile,
whose 99th percentile must stay under its limit.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.support import model_server
from tests.support.chat import Chat
from tests.support.model_server import Refuse, Say
from tests.support.runaway import RUNAWAY
from tests.support.server import GUNICORN, UNLIMITED, serve

LIMIT = 200  # milliseconds, of the 99th percentile
PAUSE = 0.01  # seconds between two requests


@contextmanager
def other_visitor(url: str) -> Iterator[list[float]]:
    """The milliseconds of each request meanwhile."""
    times: list[float] = []
    stopped = threading.Event()

    def visit() -> None:
        with httpx.Client(base_url=url, timeout=60) as client:
            while not stopped.wait(PAUSE):
                began = time.perf_counter()
                client.get("/api/chatkit/config").raise_for_status()
                times.append((time.perf_counter() - began) * 1000)

    thread = threading.Thread(target=visit)
    thread.start()
    try:
        yield times
    finally:
        stopped.set()
        thread.join()


def main() -> None:
    worst = 0.0
    with (
        tempfile.TemporaryDirectory() as folder,
        model_server.serve() as model,
        serve(
            Path(folder),
            command=GUNICORN,
            WEB_CONCURRENCY="1",
            CHATKIT_INTEGRATION_TYPE="custom",
            CHATKIT_MODEL="stand-in",
            OPENAI_API_KEY="sk-bench",
            OPENAI_BASE_URL=model.url,
            **UNLIMITED,
        ) as site,
    ):
        answers: dict[str, Say | Refuse] = {"(warm-up)": Say(["Yes."]), **RUNAWAY}
        for name, answer in answers.items():
            model.script = [answer]
            with other_visitor(site.url) as times, Chat(site.url) as visitor:
                visitor.ask("Where do they work now?")
            p99 = sorted(times)[int(len(times) * 0.99) - 1] if times else 0.0
            if name != "(warm-up)":
                worst = max(worst, p99)
            sys.stdout.write(
                f"{name:28} {len(times):4} requests, p99 {p99:4.0f} ms,"
                f" at most {max(times, default=0):4.0f} ms\n"
            )
    sys.stdout.write(f"highest p99 {worst:.0f} ms (limit {LIMIT} ms)\n")
    sys.exit(worst > LIMIT)


if __name__ == "__main__":
    main()
