"""The page against a bare Django view, Next.js and nginx, in one run.

    make bench

All have two processes and send the page of the same résumé, compressed by gzip, or 304.
The bare view, under the same gunicorn, has the same bytes in memory; nginx has them as a
file; Next.js has the page's body as a static page of its own. They take turns, cell by
cell, in an order that turns with each round. Needs Debian's wrk and nginx, and Node.
"""

import argparse
import gzip
import json
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
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.session import UNITS
from tests.support.database import ROOT, SAMPLE, manage
from tests.support.server import GUNICORN, Server, serve

SIZES = ("1", "100", "1000")  # highlights
CONNECTIONS = 32
GZIP = {"Accept-Encoding": "gzip"}
WORDS = re.findall(r"\w+", SAMPLE.read_text(encoding="utf-8"))
NGINX = """
user root; daemon off; worker_processes 2; error_log {folder}/error.log; pid {folder}/pid;
events {{ }}
http {{ access_log {folder}/access.log; default_type text/html; gzip_static on;
  server {{ listen 127.0.0.1:{port}; root {folder}/pages; }} }}
"""

Address = Callable[[str], str]


def document(highlights: int) -> dict[str, Any]:
    """A résumé with ten highlights in each job."""
    texts = [
        " ".join(WORDS[(at * 31 + word * 7) % len(WORDS)] for word in range(14))
        for at in range(highlights)
    ]
    jobs = [
        {
            "name": f"Employer {at}",
            "position": "Engineer",
            "highlights": texts[at:][:10],
        }
        for at in range(0, highlights, 10)
    ]
    return {"basics": {"name": "Ada", "label": "Engineer"}, "work": jobs}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def running(*command: str, cwd: Path, log: Path, **variables: str) -> Iterator[None]:
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603 -- our own commands
            command,
            cwd=cwd,
            env={**os.environ, **variables},
            stdout=output,
            stderr=output,
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def publish(site: Server, size: str) -> str:
    """The page with a new résumé, once both processes have it, and its PDF is made."""
    file = site.folder / "resume.json"
    file.write_text(json.dumps(document(int(size))))
    site.manage("loadresume", str(file))
    time.sleep(2)
    await_answer(f"{site.url}/resume.pdf")
    return httpx.get(site.url, headers=GZIP).text


def await_answer(url: str) -> None:
    for _ in range(600):
        try:
            httpx.get(url).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"{url} does not answer")


def load(url: str, seconds: int, headers: dict[str, str]) -> list[float]:
    """Requests per second, p99 in milliseconds, and bytes of a response."""
    given = [word for name, of in headers.items() for word in ("-H", f"{name}: {of}")]
    text = subprocess.run(  # noqa: S603 -- our own address
        [  # noqa: S607 -- the one on the PATH
            *("wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"),
            *(*given, url),
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    if "Non-2xx" in text and "If-None-Match" not in headers:
        sys.stdout.write(text)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", text)
    assert rate  # noqa: S101 -- wrk's last lines
    assert p99  # noqa: S101
    return [float(rate[1]), float(p99[1]) * UNITS[p99[2]]]


def measure(
    servers: dict[str, Address], site: Server, seconds: int, rounds: int
) -> None:
    cells: dict[tuple[str, str, str], list[list[float]]] = defaultdict(list)
    sent: dict[tuple[str, str, str], int] = {}
    for turn in range(rounds):
        order = list(servers.items())[:: -1 if turn % 2 else 1]
        for size in SIZES:
            publish(site, size)
            for name, address in order:
                answer = httpx.get(address(size), headers=GZIP)
                answer.raise_for_status()
                known = {**GZIP, "If-None-Match": answer.headers["ETag"]}
                again = httpx.get(address(size), headers=known)
                if again.status_code != 304:
                    raise SystemExit(f"{name}: {again.status_code} instead of 304")
                sent[size, "200", name] = answer.num_bytes_downloaded
                for status, headers in (("200", GZIP), ("304", known)):
                    found = load(address(size), seconds, headers)
                    cells[size, status, name].append(found)
    write(cells, sent)


def write(cells: dict[tuple[str, str, str], list[list[float]]], sent: Any) -> None:
    sys.stdout.write("highlights | status | server | bytes | req/s | p99 ms\n")
    for (size, status, name), runs in sorted(cells.items(), key=lambda c: c[0][1]):
        rate, p99 = (statistics.median(column) for column in zip(*runs, strict=True))
        size_sent = sent.get((size, status, name), 0)
        sys.stdout.write(
            f"{size} | {status} | {name} | {size_sent} | {rate:.0f} | {p99:.1f}\n"
        )


def main(seconds: int, rounds: int) -> None:
    for tool in ("wrk", "nginx", "node", "npm"):
        if not shutil.which(tool):
            raise SystemExit(f"{tool} is not installed; nothing was measured.")
    production: dict[str, Any] = {
        "DJANGO_DEBUG": "false",
        "DJANGO_SECRET_KEY": "only-for-this-benchmark",
        "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_HTTPS": "false",
        "CHATKIT_INTEGRATION_TYPE": "custom",
        "WEB_CONCURRENCY": "2",
    }
    manage({**os.environ, **production}, "collectstatic", "--noinput")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        pages = folder / "pages"
        pages.mkdir()
        start = serve(folder, command=GUNICORN, **production)
        site = stack.enter_context(start)
        for size in SIZES:
            html = publish(site, size)
            (pages / size).write_text(html)
            (pages / f"{size}.gz").write_bytes(gzip.compress(html.encode(), mtime=0))
        ports = {name: free_port() for name in ("bare", "next", "nginx")}
        (folder / "nginx.conf").write_text(
            NGINX.format(folder=folder, port=ports["nginx"])
        )
        app = folder / "next"
        shutil.copytree(Path(__file__).parent / "next", app)
        built = {"PAGES": str(pages), "SIZES": " ".join(SIZES)}
        for command in (["npm", "install", "--silent"], ["npx", "next", "build"]):
            subprocess.run(  # noqa: S603 -- pinned in package.json
                command,
                cwd=app,
                check=True,
                env={**os.environ, **built},
                stdout=subprocess.DEVNULL,
            )
        port = ports["bare"]
        bare = (
            *(sys.executable, "-m", "gunicorn", "--config=gunicorn.conf.py"),
            *(f"--bind=127.0.0.1:{port}", "bench.page_bare:application"),
        )
        log = folder / "bare.log"
        variables = {**production, **built}
        stack.enter_context(running(*bare, cwd=ROOT, log=log, **variables))
        variables = {"PORT": str(ports["next"]), "NODE_ENV": "production", **built}
        log = folder / "next.log"
        stack.enter_context(
            running("node", "server.mjs", cwd=app, log=log, **variables)
        )
        log = folder / "nginx.log"
        conf = str(folder / "nginx.conf")
        stack.enter_context(running("nginx", "-c", conf, cwd=folder, log=log))
        servers: dict[str, Address] = {
            "this site": lambda _: f"{site.url}/",
            "bare view": lambda size: f"http://127.0.0.1:{ports['bare']}/{size}",
            "Next.js": lambda size: f"http://127.0.0.1:{ports['next']}/{size}",
            "nginx": lambda size: f"http://127.0.0.1:{ports['nginx']}/{size}",
        }
        for address in servers.values():
            await_answer(address(SIZES[0]))
        measure(servers, site, seconds, rounds)


if __name__ == "__main__":
    os.environ["DJANGO_READ_DOTENV"] = "false"
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=3, help="of each cell")
    parser.add_argument("--rounds", type=int, default=3, help="the median is shown")
    options = parser.parse_args()
    main(options.seconds, options.rounds)
