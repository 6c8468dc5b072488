"""Every way to serve the site streams: the answer is not collected first."""

import time
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest

from tests.support.chat import message
from tests.support.server import RUNSERVER, SLOW, SLOW_UVICORN, serve


@pytest.mark.parametrize("command", [SLOW_UVICORN, SLOW], ids=["uvicorn", "gunicorn"])
def test_the_answer_arrives_while_it_is_written(
    tmp_path: Path, command: Sequence[str]
) -> None:
    body = {"type": "threads.create", "params": {"input": message("Take 1 seconds")}}
    # One worker: the first chat of each imports the SDK, which is not what is timed.
    with serve(tmp_path, command=command, WEB_CONCURRENCY="1") as server:
        httpx.post(f"{server.url}/api/chatkit/chat", json=body, timeout=30)
        started = time.monotonic()
        arrivals = []
        with httpx.stream(
            "POST", f"{server.url}/api/chatkit/chat", json=body, timeout=30
        ) as answer:
            for part in answer.iter_bytes():
                arrivals.append((time.monotonic() - started, part))
        whole = time.monotonic() - started

        assert len(arrivals) >= 5
        words = next(at for at, part in arrivals if b"text_delta" in part)
        assert words < whole / 2, arrivals
        assert "Warning" not in server.log
        assert "Traceback" not in server.log


def test_the_development_server_is_one_that_streams(tmp_path: Path) -> None:
    body = {"type": "threads.create", "params": {"input": message("Which jobs?")}}
    with serve(tmp_path, command=RUNSERVER) as server:
        answer = httpx.post(f"{server.url}/api/chatkit/chat", json=body, timeout=30)
        assert answer.headers["server"] == "uvicorn"
        assert answer.headers["transfer-encoding"] == "chunked"
        assert "text_delta" in answer.text
