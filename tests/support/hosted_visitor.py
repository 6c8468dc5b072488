"""Visitors whose requests share an event loop, as those of a server's process do."""

import asyncio
from typing import Any

from django.test import AsyncClient

from chatkit.hosted import sessions


class Visitor:
    """Django's asynchronous client, for tests that are not."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self._runner = runner
        self._client = AsyncClient()
        self.cookies = self._client.cookies

    def __getattr__(self, method: str) -> Any:
        """``get``, ``post``, ``generic`` ... of the client, to be called as they are."""

        async def ask(*arguments: Any, **options: Any) -> Any:
            return await getattr(self._client, method)(*arguments, **options)

        return lambda *given, **options: self._runner.run(ask(*given, **options))

    def wait_for_cancellations(self) -> None:
        """Those that no visitor waits for; a process that ends does."""
        self._runner.run(sessions.close())
