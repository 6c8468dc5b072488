"""HTTP sessions for OpenAI: account, timeouts, proxies and trusted certificates.

``requests`` reads proxies and CA bundles from the environment; a .netrc, which would
replace the API key, is not read.
"""

import asyncio
import ssl
from pathlib import Path

import aiohttp
import requests
from django.conf import settings
from requests.utils import DEFAULT_CA_BUNDLE_PATH, select_proxy

CONNECT_TIMEOUT, ANSWER_TIMEOUT = 3.0, 10.0  # seconds
MAX_CONNECTIONS = 256  # further requests wait for a free one

_shared: tuple[asyncio.AbstractEventLoop, aiohttp.ClientSession] | None = None


def shared() -> aiohttp.ClientSession:
    """The session of the running event loop, which keeps its connections open."""
    global _shared  # noqa: PLW0603
    loop = asyncio.get_running_loop()
    if _shared is None or _shared[0] is not loop:
        _shared = loop, open_session()
    return _shared[1]


async def close_shared() -> None:
    global _shared  # noqa: PLW0603
    if _shared:
        await _shared[1].close()
    _shared = None


def open_session() -> aiohttp.ClientSession:
    base_url = settings.OPENAI_BASE_URL.rstrip("/") + "/"
    environment = requests.Session().merge_environment_settings(
        base_url, {}, None, None, None
    )
    headers = {
        "Authorization": f"Bearer {settings.OPENAI_API_KEY}",
        "Content-Type": "application/json",
        "OpenAI-Beta": "chatkit_beta=v1",
        "OpenAI-Organization": settings.OPENAI_ORGANIZATION,
        "OpenAI-Project": settings.OPENAI_PROJECT,
    }
    return aiohttp.ClientSession(
        base_url,
        headers={name: value for name, value in headers.items() if value},
        connector=aiohttp.TCPConnector(
            limit=MAX_CONNECTIONS, ssl=_ssl_context(environment["verify"])
        ),
        cookie_jar=aiohttp.DummyCookieJar(),
        proxy=select_proxy(base_url, environment["proxies"]),
        timeout=aiohttp.ClientTimeout(
            total=CONNECT_TIMEOUT + ANSWER_TIMEOUT,
            sock_connect=CONNECT_TIMEOUT,
            sock_read=ANSWER_TIMEOUT,
        ),
    )


def _ssl_context(ca_bundle: bool | str | None) -> ssl.SSLContext:
    bundle = ca_bundle if isinstance(ca_bundle, str) else DEFAULT_CA_BUNDLE_PATH
    if Path(bundle).is_dir():
        return ssl.create_default_context(capath=bundle)
    return ssl.create_default_context(cafile=bundle)
