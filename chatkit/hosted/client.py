"""OpenAI's API for ChatKit sessions and threads.

https://platform.openai.com/docs/api-reference/chatkit
"""

import json
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import aiohttp

from chatkit.hosted import responses
from chatkit.hosted.errors import Unreachable
from chatkit.hosted.responses import Answer, Page, Session

SESSIONS = "chatkit/sessions"
THREADS = "chatkit/threads"
PAGE_SIZE = 100  # OpenAI's maximum
TRIES = 3


class OpenAIClient:
    """Every method raises an ``OpenAIError`` if the request fails.

    ``http`` comes from ``connections`` and knows the account. OpenAI's support can find
    a request by its correlation id.
    """

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self._http = http

    async def create_session(
        self, body: Mapping[str, Any], correlation_id: str = ""
    ) -> Session:
        answer = await self.request("POST", SESSIONS, body, correlation_id)
        return responses.parse_session(answer)

    async def cancel_session(self, session_id: str) -> None:
        await self.request("POST", f"{SESSIONS}/{session_id}/cancel")

    async def list_threads(self, after: str | None = None) -> Page:
        """A page of all visitors' threads, oldest first."""
        return await self._list(THREADS, after)

    async def list_items(self, thread_id: str, after: str | None = None) -> Page:
        """A page of a thread's items, oldest first."""
        return await self._list(f"{THREADS}/{thread_id}/items", after)

    async def request(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        correlation_id: str = "",
    ) -> Answer:
        """Send one request; ``body`` becomes JSON.

        Only a failed connection is retried: if an answer is lost, OpenAI may have
        created a session.
        """
        content = None if body is None else json.dumps(body)
        headers = {"X-Client-Request-Id": correlation_id or uuid4().hex}
        tries_left = TRIES
        while True:
            tries_left -= 1
            try:
                async with self._http.request(
                    method, path, data=content, headers=headers, allow_redirects=False
                ) as response:
                    received = await response.read()
                    return responses.parse(response.status, response.headers, received)
            except (aiohttp.ClientError, TimeoutError) as error:
                unreachable = Unreachable(error)
                if not (unreachable.is_unconnected and tries_left):
                    raise unreachable from error

    async def _list(self, path: str, after: str | None) -> Page:
        query = f"?limit={PAGE_SIZE}&order=asc" + (f"&after={after}" if after else "")
        return responses.parse_page(await self.request("GET", path + query))
