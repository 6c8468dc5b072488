"""Memory of two gunicorn workers that have served 100 chats, against its limit.

    make bench

Linux only: reads /proc. RSS counts shared pages once per process, PSS shares them out.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.chat import Chat
from tests.support.server import GUNICORN, UNLIMITED, serve

LIMIT_MB = 420
CHATS = 100


def tree(pid: int) -> Iterator[int]:
    """The process and all below it."""
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from tree(int(child))


def megabytes(pid: int, kind: str) -> float:
    """``Rss`` or ``Pss`` of one process."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(rf"^{kind}:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def chat(url: str) -> None:
    with Chat(url) as visitor:
        visitor.ask("Where do they work now?")


def main() -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(
            Path(folder), command=GUNICORN, WEB_CONCURRENCY="2", **UNLIMITED
        ) as server,
    ):
        with ThreadPoolExecutor(10) as visitors:
            list(visitors.map(chat, [server.url] * CHATS))
        _, *workers = tree(server.process.pid)
        rss, pss = (sum(megabytes(p, kind) for p in workers) for kind in ("Rss", "Pss"))
        sys.stdout.write(
            f"{len(workers)} workers after {CHATS} chats:"
            f" {rss:.0f} MB RSS, {pss:.0f} MB PSS (limit {LIMIT_MB} MB)\n"
        )
    sys.exit(rss > LIMIT_MB)


if __name__ == "__main__":
    os.environ["DJANGO_READ_DOTENV"] = "false"
    main()
