"""gunicorn's uvicorn worker, which answers all that it accepted before it stops."""

import asyncio
import mmap
import socket
import sys
import time
from typing import Any

import uvicorn
from django.core.exceptions import ImproperlyConfigured
from gunicorn.arbiter import Arbiter
from uvicorn_worker import UvicornWorker

from resume_site.http_protocol import HTTPProtocol

STORE_TIMEOUT = 5  # seconds of graceful_timeout kept for storing partial answers
SUCCESSOR_TIMEOUT = 60.0  # seconds a worker goes on for those that replace it

#: gunicorn numbers its workers. Shared by all: the first one of the last reload, and the
#: newest that serves.
_ages = memoryview(mmap.mmap(-1, 16)).cast("q")
RELOADED, SERVING = 0, 1


def on_reload(arbiter: Any) -> None:
    """gunicorn's hook, before the new workers start."""
    _ages[RELOADED] = arbiter.worker_age + 1


class Connection(HTTPProtocol):
    """When the worker stops, a request that is on its way is still answered.

    uvicorn closes connections that have no request in progress, even one that was just
    accepted and whose request has not been read yet.
    """

    _is_stopping = False

    @property
    def is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def shutdown(self) -> None:
        self._is_stopping = True
        if not self.is_idle:
            super().shutdown()
        elif self.timeout_keep_alive_task is None:
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        if self._is_stopping and self.cycle:
            self.cycle.keep_alive = False


class Server(uvicorn.Server):
    """On shutdown, ends open answers after ``stream_timeout`` seconds.

    uvicorn's own timeout drops connections, with a traceback for each. In a reload the
    old workers serve until a new one does: gunicorn stops them when it has started those.
    """

    def __init__(self, config: uvicorn.Config, stream_timeout: float, age: int) -> None:
        super().__init__(config)
        self._stream_timeout = stream_timeout
        self._age = age
        self._told_to_stop = 0.0

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _ages[SERVING] = max(_ages[SERVING], self._age)

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) and not self._awaits_successor()

    def _awaits_successor(self) -> bool:
        self._told_to_stop = self._told_to_stop or time.monotonic()
        is_replaced = self._age < _ages[RELOADED] > _ages[SERVING]
        return is_replaced and time.monotonic() < self._told_to_stop + SUCCESSOR_TIMEOUT

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        ending = asyncio.create_task(self._end_streams())
        await super().shutdown(sockets)
        ending.cancel()

    async def _end_streams(self) -> None:
        from chatkit.selfhosted import stream

        await asyncio.sleep(self._stream_timeout)
        for connection in list(self.server_state.connections):
            if isinstance(connection, Connection) and connection.is_idle:
                connection.transport.close()  # half a request
        await stream.end_all()


class Worker(UvicornWorker):  # type: ignore[misc]
    """Ignores X-Forwarded-*, which uvicorn believes from any loopback client.

    ``chatkit.api.limits`` and SECURE_PROXY_SSL_HEADER read it, by the number
    of proxies that are ours.
    """

    CONFIG_KWARGS = {
        **UvicornWorker.CONFIG_KWARGS,
        "http": Connection,
        "proxy_headers": False,
        "lifespan": "on",
    }

    def load_wsgi(self) -> None:
        """Takes over ``--root-path``, and ends with a sentence for the operator."""
        try:
            from resume_site import env

            env.export(FORCE_SCRIPT_NAME=self.cfg.root_path)
            super().load_wsgi()
        except ImproperlyConfigured as error:
            self.log.critical("%s", error)
            sys.exit(Arbiter.APP_LOAD_ERROR)

    async def _serve(self) -> None:
        self.config.app = self.wsgi
        stream_timeout = max(1, self.cfg.graceful_timeout - STORE_TIMEOUT)
        server = Server(self.config, stream_timeout, self.age)
        self._install_sigquit_handler()
        await server.serve(sockets=self.sockets)
        if not server.started:
            sys.exit(Arbiter.WORKER_BOOT_ERROR)
