"""https://asgi.readthedocs.io/en/latest/specs/lifespan.html"""

from collections.abc import Awaitable, Callable, Iterable

from chatkit.api.asgi import Application, Receive, Scope, Send


class Lifespan:
    """Adds the lifespan protocol, which Django does not support."""

    def __init__(
        self,
        application: Application,
        *,
        on_startup: Iterable[Callable[[], object]] = (),
        on_shutdown: Iterable[Callable[[], Awaitable[None]]] = (),
    ) -> None:
        self._application = application
        self._on_startup = on_startup
        self._on_shutdown = on_shutdown

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._application(scope, receive, send)
            return
        await receive()
        for start in self._on_startup:
            start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for stop in self._on_shutdown:
            await stop()
        await send({"type": "lifespan.shutdown.complete"})
