"""A stranger's first hour in a clone whose folder has an unusual name."""

import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from resume_site.management.commands.setup import Command
from tests.support.database import ROOT

PARTS = (
    *("chatkit", "resume", "resume_site", "static", "templates"),
    *("manage.py", "gunicorn.conf.py", "README.md"),
)
PROXIED = {"Host": "resume.example.org", "X-Forwarded-Proto": "https"}
ENVIRONMENT = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "my résumé (c++) 100% #1"
    folder.mkdir()
    for name in PARTS:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def python(clone: Path, *arguments: str, **variables: str) -> tuple[int, str]:
    result = subprocess.run(
        [".venv/bin/python", *arguments],
        cwd=clone,
        env=ENVIRONMENT | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout + result.stderr


def production_block(clone: Path) -> str:
    readme = (clone / "README.md").read_text(encoding="utf-8")
    _, _, section = readme.partition("\n## Production\n")
    block = section.split("```\n")[1]
    installing, _, rest = block.partition("\n")
    assert installing == "python3 scripts/install.py requirements.txt"
    return rest


@contextmanager
def running(clone: Path, script: str) -> Iterator[tuple[str, Path]]:
    """The shell script, which ends with a server; its address and its log."""
    log = clone.parent / "server.log"
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as output:
        process = subprocess.Popen(
            ["/bin/sh", "-ec", script],
            cwd=clone,
            env=ENVIRONMENT
            | {"GUNICORN_CMD_ARGS": f"--workers=1 --bind=fd://{listener.fileno()}"},
            pass_fds=[listener.fileno()],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", log
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


def get(url: str) -> httpx.Response:
    deadline = time.monotonic() + 60
    while True:
        try:
            return httpx.get(url, headers=PROXIED, timeout=60)
        except httpx.TransportError:
            assert time.monotonic() < deadline
            time.sleep(0.05)


def test_the_production_block_serves_the_site_after_make_run_and_without_debug(
    clone: Path,
) -> None:
    status, output = python(clone, "manage.py", "setup", DJANGO_DEBUG="true")
    assert status == 0, output
    assert (clone / ".env").stat().st_mode & 0o777 == 0o600

    with running(clone, production_block(clone)) as (url, log):
        page = get(url)
        assert page.status_code == 200, log.read_text()
        assert "Mara Lindqvist" in page.text
        assert get(f"{url}/nowhere").status_code == 404
        assert "DJANGO_SETTINGS_MODULE" not in get(f"{url}/nowhere").text  # no DEBUG
        [launcher] = re.findall(r"/static/chatkit/launcher\.\w{12}\.js", page.text)
        assert "immutable" in get(url + launcher).headers["Cache-Control"]
        assert list((clone / "staticfiles").glob("unfold/css/styles.*.css"))
        assert "ERROR" not in log.read_text()


def test_a_wrong_line_of_env_stops_each_command_and_its_value_is_in_no_output(
    clone: Path,
) -> None:
    (clone / ".env").write_text('DJANGO_DEBUG=true\nOPENAI_API_KEY="sk-hunter2\n')

    for arguments in (
        ("manage.py", "setup"),
        ("manage.py", "doctor"),
        ("-m", "gunicorn", "-c", "gunicorn.conf.py", "resume_site.asgi:application"),
    ):
        status, output = python(clone, *arguments)

        [sentence] = output.splitlines()
        assert status == 1
        assert sentence.startswith(".env, line 2 (OPENAI_API_KEY): ")
        assert "hunter2" not in sentence


def test_an_env_file_that_make_run_wrote_with_debug_loses_it(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(
        "# Made by `make run` for development on this machine. See .env.example.\n"
        "DJANGO_DEBUG=true\nDJANGO_SECRET_KEY=kept\n"
    )

    Command(stdout=io.StringIO()).write_environment(file)

    assert "DEBUG=" not in file.read_text()
    assert file.read_text().endswith("\nDJANGO_SECRET_KEY=kept\n")
