"""A real server process for the tests: ASGI, a free port, a SQLite file of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.support.database import ROOT, SAMPLE, manage, prepare_database

#: Commands for this Python; ``{fd}`` and ``{port}`` are those of a bound socket.
UVICORN = (
    *("-m", "uvicorn", "resume_site.asgi:application"),
    *("--log-level=warning", "--fd={fd}"),
)
GUNICORN = (
    *("-m", "gunicorn", "--config=gunicorn.conf.py", "--bind=fd://{fd}"),
    "resume_site.asgi:application",
)
#: With an answerer that is as slow as it is told to be.
SLOW = (*GUNICORN[:-1], "tests.support.slow_site:application")
SLOW_UVICORN = (*UVICORN[:2], SLOW[-1], *UVICORN[3:])
#: For tests in which one address is all visitors.
UNLIMITED: dict[str, Any] = {
    "CHATKIT_MAX_REQUESTS_PER_MINUTE": "10000",
    "CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS": "10000",
}
#: For a browser, which loads many modules: static files come from memory.
IN_MEMORY = tuple(
    word.replace("resume_site.asgi", "tests.support.site") for word in UVICORN
)
RUNSERVER = ("manage.py", "runserver", "--noreload", "{port}")


@dataclass(frozen=True)
class Server:
    """``url`` has no trailing slash; ``log`` is what the process printed so far."""

    url: str
    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes]

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text()

    def workers(self) -> list[int]:
        """The ids of gunicorn's processes, without its master's. Linux only."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(child) for child in children.split()]

    def manage(self, *arguments: str) -> str:
        """Run a management command on the server's database; its output."""
        return manage(self.environment, *arguments)


@contextmanager
def serve(
    folder: Path,
    *,
    resume: Path | None = SAMPLE,
    command: Sequence[str] = UVICORN,
    **variables: str,
) -> Iterator[Server]:
    """Serve the site with a résumé from the database, which is made where it is new.

    The socket is bound here and handed over, so that no other process can take the
    port in between; runserver can't take a socket, only a port that was free.
    """
    environment = {
        **os.environ,
        "DJANGO_DEBUG": "true",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        **variables,
    }
    prepare_database(environment, resume)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        if command is RUNSERVER:
            listener.close()
        with (folder / "server.log").open("wb") as log:
            process = subprocess.Popen(
                [
                    sys.executable,
                    *(word.format(fd=listener.fileno(), port=port) for word in command),
                ],
                cwd=ROOT,
                env=environment,
                pass_fds=() if command is RUNSERVER else [listener.fileno()],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        server = Server(f"http://127.0.0.1:{port}", folder, environment, process)
        try:
            wait_until_ready(server)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=20)


def wait_until_ready(server: Server) -> None:
    """Poll the page; a process that ended early shows its output instead."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.process.poll() is None, server.log
        try:
            if httpx.get(server.url, timeout=5).status_code < 500:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError(f"not ready after 60 s: {server.log}")
