"""The server's farewell: what is open is brought to an end before the process is.

https://asgi.readthedocs.io/en/latest/specs/lifespan.html
"""

from collections.abc import Awaitable, Callable

from chatkit.application import Application, Receive, Scope, Send


class Lifespan:
    """The application; ``farewells`` are called in order when its server stops.

    Django has no part in that.
    """

    def __init__(
        self, application: Application, *farewells: Callable[[], Awaitable[None]]
    ) -> None:
        self._application = application
        self._farewells = farewells

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._application(scope, receive, send)
            return
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for farewell in self._farewells:
            await farewell()
        await send({"type": "lifespan.shutdown.complete"})
