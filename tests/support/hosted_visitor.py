"""Visitors whose requests share an event loop, as in a server's process."""

import asyncio
from typing import Any

from django.test import AsyncClient

from chatkit.hosted import sessions


class Visitor:
    """Django's async client, for synchronous tests."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self._runner = runner
        self._client = AsyncClient()
        self.cookies = self._client.cookies

    def __getattr__(self, method: str) -> Any:
        """``get``, ``post``, ``generic`` ... of Django's client."""

        async def ask(*arguments: Any, **options: Any) -> Any:
            return await getattr(self._client, method)(*arguments, **options)

        return lambda *given, **options: self._runner.run(ask(*given, **options))

    def wait_for_cancellations(self) -> None:
        """Finish what the server does in the background, as at shutdown."""
        self._runner.run(sessions.close())
