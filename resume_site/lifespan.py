"""The server's start, and its end: what is open ends before the process does.

https://asgi.readthedocs.io/en/latest/specs/lifespan.html
"""

from collections.abc import Awaitable, Callable, Iterable

from chatkit.api.asgi import Application, Receive, Scope, Send


class Lifespan:
    """The application. ``greetings`` are called in order before its server takes
    requests, ``farewells`` when it has stopped to.

    Django has no part in that.
    """

    def __init__(
        self,
        application: Application,
        *,
        greetings: Iterable[Callable[[], object]] = (),
        farewells: Iterable[Callable[[], Awaitable[None]]] = (),
    ) -> None:
        self._application = application
        self._greetings = greetings
        self._farewells = farewells

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._application(scope, receive, send)
            return
        await receive()
        for greeting in self._greetings:
            greeting()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for farewell in self._farewells:
            await farewell()
        await send({"type": "lifespan.shutdown.complete"})
