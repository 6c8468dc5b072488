"""Uploads through a real server: bounded in memory, and refused before they are in."""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.asgi import get_asgi_application

from chatkit.api.asgi import Message
from chatkit.selfhosted.uploads import request_file
from tests.selfhosted.test_uploads import configure
from tests.support.errors import assert_error
from tests.support.server import ROOT, Server, serve

MB = 1024 * 1024
CHUNK = 64 * 1024
PATH = "/api/chatkit/uploads"


class Answer:
    """What an ASGI application sent."""

    def __init__(self) -> None:
        self.status_code = 0
        self.body = b""
        self.is_complete = asyncio.Event()

    async def send(self, message: Message) -> None:
        self.status_code = message.get("status", self.status_code)
        self.body += message.get("body", b"")
        if message["type"] == "http.response.body" and not message.get("more_body"):
            self.is_complete.set()

    def json(self) -> Any:
        return json.loads(self.body)


async def upload(
    path: str, *, declared: int | None = None, chunks: int | None = None
) -> tuple[Answer, int]:
    """The answer to a body, endless without ``chunks``, and how many were read before."""
    answer = Answer()
    read = 0

    async def receive() -> Message:
        nonlocal read
        await asyncio.sleep(0)
        if answer.is_complete.is_set() or (chunks is not None and read >= chunks):
            await answer.is_complete.wait()
            return {"type": "http.disconnect"}
        read += not answer.status_code
        more = chunks is None or read < chunks
        return {"type": "http.request", "body": bytes(CHUNK), "more_body": more}

    length = [] if declared is None else [(b"content-length", b"%d" % declared)]
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [
            (b"host", b"localhost"),
            (b"content-type", b"application/pdf"),
            *length,
        ],
    }
    application = request_file.UploadLimit(get_asgi_application())
    await asyncio.wait_for(application(scope, receive, answer.send), timeout=30)
    return answer, read


@pytest.fixture(autouse=True)
def _one_megabyte(monkeypatch: pytest.MonkeyPatch) -> None:
    configure(monkeypatch, CHATKIT_MAX_FILE_SIZE_MB="1")


@pytest.mark.django_db(transaction=True)
async def test_a_body_that_never_ends_is_answered_when_it_passes_the_limit() -> None:
    answer, _ = await upload(PATH)
    assert_error(answer, 413, "too_large")


@pytest.mark.django_db(transaction=True)
async def test_a_body_that_is_declared_too_large_is_not_waited_for() -> None:
    answer, _ = await upload(PATH, declared=100 * MB)
    assert_error(answer, 413, "too_large")


@pytest.mark.django_db(transaction=True)
async def test_a_body_within_the_limit_arrives_whole() -> None:
    answer, read = await upload(PATH, declared=MB, chunks=16)
    assert_error(answer, 415, "unsupported_media_type")  # zeros are no PDF
    assert read == 16


async def test_other_addresses_are_left_alone() -> None:
    given = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        given.append((scope, receive))

    scope, receive = {"type": "http", "path": "/api/chatkit/chat"}, object()
    await request_file.UploadLimit(application)(scope, receive, None)  # type: ignore[arg-type]
    assert given == [(scope, receive)]


def peak_memory(server: Server) -> int:
    """The most the process ever held, in MB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def test_a_large_upload_takes_no_memory(tmp_path: Path) -> None:
    variables = {
        "CHATKIT_MAX_FILE_SIZE_MB": "64",
        "DJANGO_MEDIA_ROOT": str(tmp_path / "media"),
    }
    with (
        serve(tmp_path, resume=None, **variables) as server,
        httpx.Client(base_url=server.url, timeout=60) as http,
    ):

        def send(size: int) -> httpx.Response:
            path = tmp_path / "job.txt"
            path.write_bytes(b"x" * size)
            with path.open("rb") as file:
                return http.post(PATH, files={"file": ("job.txt", file, "text/plain")})

        listing = {"type": "threads.list", "params": {}}
        http.post("/api/chatkit/chat", json=listing)  # answered when the SDK is there
        assert send(10).status_code == 200
        before = peak_memory(server)
        assert send(10 * MB).status_code == 200
        assert send(64 * MB).status_code == 200
        assert peak_memory(server) - before < 16
        assert_error(send(64 * MB + 1), 413, "too_large")
        kept = sorted(
            file.stat().st_size for file in (tmp_path / "media/uploads").iterdir()
        )
        assert kept == [10, 10 * MB, 64 * MB]


@pytest.mark.parametrize(
    ("variables", "backend"),
    [
        ({}, "django.core.files.storage.FileSystemStorage"),
        ({"UPLOADS_S3_BUCKET": "files"}, "storages.backends.s3.S3Storage"),
    ],
)
def test_uploads_are_kept_on_disk_or_in_the_bucket_that_is_named(
    variables: dict[str, str], backend: str
) -> None:
    program = "from resume_site import settings; print(settings.STORAGES['default']['BACKEND'])"
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == backend
