"""A worker that is told to stop answers all whom it has accepted."""

import http.client
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.server import GUNICORN, UNLIMITED, Server, serve, wait_until_ready

#: The chat is elsewhere, so that a new worker starts without the SDK.
VARIABLES = {
    **UNLIMITED,
    "WEB_CONCURRENCY": "1",
    "CHATKIT_INTEGRATION_TYPE": "custom",
    "CHATKIT_CUSTOM_URL": "https://elsewhere.example/chatkit",
}
REQUEST = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("reload")
    with serve(folder, command=GUNICORN, **VARIABLES) as server:
        yield server


def connect(server: Server) -> socket.socket:
    """A connection that the only worker has accepted."""
    wait_until_ready(server)
    address = urlsplit(server.url)
    connection = socket.create_connection((address.hostname, address.port), timeout=20)
    time.sleep(0.3)
    return connection


@contextmanager
def stopping(server: Server) -> Iterator[None]:
    """While the worker stops; another one serves after that."""
    (worker,) = server.workers()
    os.kill(worker, signal.SIGTERM)
    time.sleep(0.5)
    yield
    deadline = time.monotonic() + 20
    while worker in server.workers() or not server.workers():
        assert time.monotonic() < deadline, server.log
        time.sleep(0.05)


def answer(connection: socket.socket) -> http.client.HTTPResponse:
    response = http.client.HTTPResponse(connection)
    response.begin()
    assert response.read() == b'{"status": "ok"}'
    return response


def test_who_was_accepted_and_asks_while_the_worker_stops_is_answered(
    server: Server,
) -> None:
    with connect(server) as connection, stopping(server):
        connection.sendall(REQUEST)
        assert answer(connection).headers["Connection"] == "close"


def test_half_a_request_may_be_completed_while_the_worker_stops(server: Server) -> None:
    with connect(server) as connection:
        connection.sendall(REQUEST[:20])
        with stopping(server):
            connection.sendall(REQUEST[20:])
            assert answer(connection).status == 200


def test_a_connection_that_is_kept_takes_another_request_while_the_worker_stops(
    server: Server,
) -> None:
    with connect(server) as connection:
        connection.sendall(REQUEST)
        assert answer(connection).headers["Connection"] is None
        with stopping(server):
            connection.sendall(REQUEST)
            assert answer(connection).headers["Connection"] == "close"


def test_silent_connections_do_not_keep_a_worker_that_stops(server: Server) -> None:
    with connect(server) as silent:
        began = time.monotonic()
        with stopping(server):
            assert silent.recv(1) == b""
        assert time.monotonic() - began < 10


def test_the_old_workers_serve_until_new_ones_do(tmp_path: Path) -> None:
    slow = (*GUNICORN[:-1], "tests.support.slow_start:application")
    with serve(tmp_path, command=slow, **VARIABLES) as server:
        (old,) = server.workers()
        server.process.send_signal(signal.SIGHUP)
        began = time.monotonic()
        while time.monotonic() < began + 2:  # no worker is that fast
            with connect(server) as connection:
                connection.sendall(REQUEST)
                assert answer(connection).status == 200
            assert old in server.workers()
        while old in server.workers():
            assert time.monotonic() < began + 60, server.log
            time.sleep(0.1)
        wait_until_ready(server)
