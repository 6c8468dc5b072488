"""gunicorn's worker: uvicorn, with some patience for open answers."""

import asyncio
import socket
import sys

import uvicorn
from gunicorn.arbiter import Arbiter
from uvicorn_worker import UvicornWorker

TO_STORE = 5  # seconds of graceful_timeout, before gunicorn kills the process


class Server(uvicorn.Server):
    """Told to stop, it lets answers end for a while and then cuts them short.

    uvicorn's own time-out breaks connections off, with a trace for each.
    """

    def __init__(self, config: uvicorn.Config, patience: float) -> None:
        super().__init__(config)
        self._patience = patience

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        cutting = asyncio.create_task(self._cut())
        await super().shutdown(sockets)
        cutting.cancel()

    async def _cut(self) -> None:
        from chatkit.selfhosted import stream

        await asyncio.sleep(self._patience)
        await stream.end_all()


class Worker(UvicornWorker):  # type: ignore[misc]
    """Leaves X-Forwarded-* alone: uvicorn believes it from any loopback client.

    What a proxy says of the visitor is read in one place, by the number of proxies
    that are ours: ``chatkit.api.limits.addresses``, and SECURE_PROXY_SSL_HEADER in the settings.
    """

    CONFIG_KWARGS = {
        **UvicornWorker.CONFIG_KWARGS,
        "proxy_headers": False,
        "lifespan": "on",
    }

    async def _serve(self) -> None:
        """UvicornWorker's, with our server."""
        self.config.app = self.wsgi
        server = Server(self.config, max(1, self.cfg.graceful_timeout - TO_STORE))
        self._install_sigquit_handler()
        await server.serve(sockets=self.sockets)
        if not server.started:
            sys.exit(Arbiter.WORKER_BOOT_ERROR)
