"""An HTTP server on loopback for stubs of other services."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Handler(BaseHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing on the tests' output."""


class Server(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who stops waiting for an answer closes the connection."""


@contextmanager
def listening(handler: type[Handler], closing: threading.Event) -> Iterator[str]:
    """The server's URL, with ``/v1``.

    ``closing`` is set at the end, for handlers that wait.
    """
    with Server(("127.0.0.1", 0), handler) as server:
        # It looks this often, in seconds, whether it shall end.
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1"
        finally:
            closing.set()
            server.shutdown()
            thread.join()
