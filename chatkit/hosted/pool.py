"""The connections to OpenAI that this process keeps open."""

import functools
import os

import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

SIZE = 256  # as many requests at once as there are threads for them (door.py)


@functools.cache
def http(url: str) -> requests.Session:
    """One session for all threads.

    Only a connection that could not be made is tried again: a lost answer may have
    minted a session. The environment's proxies and certificates for the address are
    looked up once, not with each request.
    """
    session = requests.Session()
    found = session.merge_environment_settings(url, {}, None, None, None)
    session.proxies, session.verify = found["proxies"], found["verify"]
    session.trust_env = False
    retries = Retry(
        connect=2,
        read=False,
        redirect=False,
        status=0,
        other=0,
        respect_retry_after_header=False,
    )
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(SIZE, SIZE, retries))
    return session


os.register_at_fork(after_in_child=http.cache_clear)
