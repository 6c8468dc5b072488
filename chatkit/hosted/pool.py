"""The connections to OpenAI that this process keeps open.

The environment's proxies and certificates for the address are looked up once, not with
each request.
"""

import asyncio
import functools
import os
import ssl
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import requests
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH, select_proxy
from urllib3 import Retry

from chatkit.hosted import openai_api

SIZE = 256  # as many requests at once; others wait for one of them to end


@functools.cache
def http(url: str) -> requests.Session:
    """One session for all threads.

    Only a connection that could not be made is tried again: a lost answer may have
    minted a session.
    """
    session = requests.Session()
    session.proxies, session.verify = _environment(url)
    session.trust_env = False  # nor a .netrc, which would replace the key
    retries = Retry(
        connect=2,
        read=False,
        redirect=False,
        status=0,
        other=0,
        respect_retry_after_header=False,
    )
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=retries))
    return session


@dataclass(frozen=True, slots=True)
class Connections:
    """Those of an event loop to one address."""

    loop: asyncio.AbstractEventLoop
    http: aiohttp.ClientSession


_open: dict[str, Connections] = {}


def connections(url: str) -> aiohttp.ClientSession:
    """One session for all requests of this process's event loop."""
    found = _open.get(url)
    loop = asyncio.get_running_loop()
    if found is None or found.loop is not loop:
        found = _open[url] = Connections(loop, _session(url))
    return found.http


async def close() -> None:
    """Let go of them."""
    while _open:
        await _open.popitem()[1].http.close()


def _session(url: str) -> aiohttp.ClientSession:
    proxies, verify = _environment(url)
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=SIZE, ssl=_certificates(verify)),
        cookie_jar=aiohttp.DummyCookieJar(),
        proxy=select_proxy(url, proxies),
        timeout=aiohttp.ClientTimeout(
            total=openai_api.CONNECT + openai_api.ANSWER,
            sock_connect=openai_api.CONNECT,
            sock_read=openai_api.ANSWER,
        ),
    )


def _environment(url: str) -> tuple[dict[str, str], bool | str]:
    found = requests.Session().merge_environment_settings(url, {}, None, None, None)
    return dict(found["proxies"]), found["verify"] or True


def _certificates(verify: bool | str) -> ssl.SSLContext:
    """Those that ``requests`` believes: its own, or those that the environment names."""
    bundle = verify if isinstance(verify, str) else DEFAULT_CA_BUNDLE_PATH
    if Path(bundle).is_dir():
        return ssl.create_default_context(capath=bundle)
    return ssl.create_default_context(cafile=bundle)


os.register_at_fork(after_in_child=http.cache_clear)
