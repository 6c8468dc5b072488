"""Uploads through a real server: bounded in memory, and refused before they are in."""

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.support.database import ROOT
from tests.support.errors import assert_error
from tests.support.server import Server, serve

MB = 1024 * 1024
PATH = "/api/chatkit/uploads"


def peak_memory(server: Server) -> int:
    """The most the process ever held, in MB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def test_a_large_upload_takes_no_memory(tmp_path: Path) -> None:
    variables = {
        "CHATKIT_MAX_FILE_SIZE_MB": "32",
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
        assert send(32 * MB).status_code == 200
        assert peak_memory(server) - before < 16
        assert_error(send(32 * MB + 1), 413, "too_large")
        kept = sorted(
            file.stat().st_size for file in (tmp_path / "media/uploads").iterdir()
        )
        assert kept == [10, 32 * MB]


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
