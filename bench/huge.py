"""What visitors feel while one worker of the real site makes the page and the PDF of a
huge document, what that takes, and the memory of the worker and of the compiler.

    make bench
"""

import json
import re
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from resume.outputs.typeset.compilation import WAIT
from tests.support.server import GUNICORN, UNLIMITED, Server, serve

LIMIT = 200  # milliseconds, of each 99th percentile
PUBLISH_LIMIT = 15  # seconds
PAUSE = 0.005  # seconds between two requests
PATHS = ("/healthz", "/api/chatkit/config", "/")
MEGABYTE = "I led the *ward* and its [team](https://example.com). " * 19_000


def job(number: int, highlights: int) -> dict[str, Any]:
    texts = [
        f"Led *project* {number} of {at} wards with 12 people."
        for at in range(highlights)
    ]
    return {"name": f"Clinic {number}", "position": "Nurse", "highlights": texts}


DOCUMENTS: dict[str, Any] = {
    "10,000 highlights": {"work": [job(number, 100) for number in range(100)]},
    "a summary of 1 MB": {"basics": {"name": "Ada", "summary": MEGABYTE}},
}


@contextmanager
def visitors(url: str) -> Iterator[dict[str, list[float]]]:
    """The milliseconds of each request meanwhile, by path."""
    times: dict[str, list[float]] = defaultdict(list)
    stopped = threading.Event()

    def visit() -> None:
        with httpx.Client(base_url=url, timeout=60) as client:
            for path in cycle(PATHS):
                began = time.perf_counter()
                client.get(path).raise_for_status()
                times[path].append((time.perf_counter() - began) * 1000)
                if stopped.wait(PAUSE):
                    return

    thread = threading.Thread(target=visit)
    thread.start()
    try:
        yield times
    finally:
        stopped.set()
        thread.join()


def await_pdf(site: Server, old: str) -> int:
    """Until it is of another version; the most memory of the compiler, in MB."""
    (worker,), most = site.workers(), 0
    with httpx.Client(base_url=site.url, timeout=60) as client:
        while True:
            answer = client.head("/")
            if answer.headers["ETag"] != old:
                break
            time.sleep(0.05)
        asking = threading.Thread(target=lambda: await_file(client))
        asking.start()
        while asking.is_alive():
            for child in Path(f"/proc/{worker}/task").glob("*/children"):
                for pid in child.read_text().split():
                    most = max(most, peak(int(pid)))
            time.sleep(0.02)
    return most


def await_file(client: httpx.Client) -> None:
    """Or until the compiler has given up."""
    end = time.monotonic() + WAIT + 5
    while client.get("/resume.pdf").status_code != 200 and time.monotonic() < end:
        time.sleep(0.2)


def peak(pid: int) -> int:
    """The most memory that a process had so far, in MB; 0 if it ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) // 1024 if found else 0


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(
            Path(folder),
            command=GUNICORN,
            DJANGO_DEBUG="false",
            DJANGO_SECRET_KEY="only-for-this-benchmark",  # noqa: S106
            DJANGO_ALLOWED_HOSTS="127.0.0.1",
            DJANGO_HTTPS="false",
            CHATKIT_INTEGRATION_TYPE="custom",
            WEB_CONCURRENCY="1",
            **UNLIMITED,
        ) as site,
    ):
        sys.stdout.write(
            f"p99 in ms of {', '.join(PATHS)} (limit {LIMIT} ms); MB of worker, compiler\n"
        )
        for name, document in DOCUMENTS.items():
            file = site.folder / "huge.json"
            file.write_text(json.dumps(document))
            old = httpx.get(site.url).headers["ETag"]
            began = time.monotonic()
            with visitors(site.url) as times:
                site.manage("loadresume", str(file))
                published = time.monotonic() - began
                compiler = await_pdf(site, old)
            took = time.monotonic() - began - published
            shown = " ".join(
                f"{sorted(of)[int(len(of) * 0.99) - 1]:.0f} (at most {max(of):.0f})"
                for of in times.values()
            )
            sys.stdout.write(
                f"{name}: published in {published:.1f} s (limit {PUBLISH_LIMIT} s), page"
                f" and PDF after {took:.1f} s more; p99 {shown};"
                f" {peak(site.workers()[0])} MB, {compiler} MB\n"
            )


if __name__ == "__main__":
    main()
