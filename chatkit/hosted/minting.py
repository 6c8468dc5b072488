"""Asks OpenAI for visitors, in the event loop: each waits without a thread.

Connections that could not be made are tried again, nothing else: a lost answer may have
minted a session.
"""

from typing import Any

import aiohttp

from chatkit.hosted import openai_api, pool
from chatkit.hosted.client import account
from chatkit.hosted.errors import Reason, Unreachable
from chatkit.hosted.openai_api import Session

TRIES = 3


async def create_session(body: bytes, correlation_id: str) -> Session:
    """Mint a session; ``body`` is JSON. Raises what ``refusals`` has."""
    answer = await _post(openai_api.SESSIONS, body, correlation_id)
    return openai_api.session(*answer)


async def cancel_session(session_id: str, correlation_id: str) -> None:
    """End the session; its secret is worth nothing then."""
    await _post(openai_api.cancellation(session_id), None, correlation_id)


async def _post(
    path: str, body: bytes | None, correlation_id: str, tries: int = TRIES
) -> tuple[dict[str, Any], str]:
    ours = account()
    try:
        async with pool.connections(ours.base_url).post(
            ours.address(path),
            data=body,
            headers=ours.headers(correlation_id),
            allow_redirects=False,
        ) as response:
            content = await response.read()
            return openai_api.read(response.status, response.headers, content)
    except (aiohttp.ClientError, TimeoutError) as error:
        if tries == 1 or not _never_connected(error):
            raise Unreachable(reason(error)) from error
    return await _post(path, body, correlation_id, tries - 1)


def _never_connected(error: Exception) -> bool:
    return isinstance(
        error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError
    )


def reason(error: Exception) -> Reason:
    """Why there was no answer."""
    match error:
        case aiohttp.ClientConnectorDNSError():
            return "name"
        case aiohttp.ClientSSLError():
            return "tls"
        case aiohttp.ConnectionTimeoutError():
            return "connect"
        case TimeoutError():  # aiohttp's SocketTimeoutError is one
            return "slow"
        case _:
            return "connection"
