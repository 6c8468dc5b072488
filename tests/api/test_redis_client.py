"""A Redis server that hangs holds nobody up for long, and only once."""

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import override_settings

from chatkit.api import redis_client
from chatkit.api.cache import CACHE_ERRORS

BACKEND = "chatkit.api.cache.SharedClientRedisCache"


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    """Of a server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def seconds_of(key: str) -> float:
    began = time.monotonic()
    with pytest.raises(CACHE_ERRORS):
        caches["default"].get(key)
    return time.monotonic() - began


def test_a_server_that_hangs_costs_less_than_a_second_once(port: int) -> None:
    cache = {"BACKEND": BACKEND, "LOCATION": f"redis://127.0.0.1:{port}"}
    with override_settings(CACHES={"default": cache}):
        assert seconds_of("first") < 1
        assert sum(seconds_of(f"next_{n}") for n in range(100)) < 2


@pytest.mark.skipif(not shutil.which("redis-server"), reason="needs redis-server")
def test_a_server_that_answers_again_is_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redis_client, "PROBE_INTERVAL", 0.05)
    path = tmp_path / "redis.sock"
    command = ["redis-server", "--port", "0", "--unixsocket", str(path), "--save", ""]
    cache = {"BACKEND": BACKEND, "LOCATION": f"unix://{path}"}
    with (
        subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL) as server,
        override_settings(CACHES={"default": cache}),
    ):
        try:
            wait_for(path.exists)
            caches["default"].set("key", 1)
            server.send_signal(signal.SIGSTOP)
            assert seconds_of("key") < 1
            assert seconds_of("key") < 0.1
            server.send_signal(signal.SIGCONT)
            wait_for(lambda: answers("key"))
            assert caches["default"].get("key") == 1
        finally:
            server.send_signal(signal.SIGCONT)
            server.terminate()


def answers(key: str) -> bool:
    try:
        return caches["default"].get(key) is not None
    except CACHE_ERRORS:
        return False


def wait_for(happens: object) -> None:
    deadline = time.monotonic() + 10
    while not happens():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.02)
