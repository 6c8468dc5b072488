"""The server's farewell: answers that are not whole are stored before the process ends.

https://asgi.readthedocs.io/en/latest/specs/lifespan.html
"""

from chatkit.application import Application, Receive, Scope, Send
from chatkit.selfhosted import stream


class Lifespan:
    """The application, told when its server stops. Django has no part in that."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._application(scope, receive, send)
            return
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await stream.end_all()
        await send({"type": "lifespan.shutdown.complete"})
