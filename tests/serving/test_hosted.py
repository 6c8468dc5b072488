"""Hosted mode under the production server: two workers act as one."""

import functools
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support import hosted_upstream
from tests.support.engines import CACHES
from tests.support.hosted_upstream import (
    KEY,
    SECRET,
    SESSIONS,
    WORKFLOW,
    Scripted,
    Upstream,
)
from tests.support.server import GUNICORN, Server, serve

LIMIT = 10
ADDRESS_LIMIT = 25
PARALLEL = 200

#: The same server at a time when Agent Builder has ended.
AFTER_THE_END = (
    "-c",
    "import datetime, sys; from chatkit.config import agent_builder;"
    " agent_builder.ENDS = datetime.date(2026, 1, 1);"
    " from gunicorn.app.wsgiapp import run; sys.argv[0] = 'gunicorn'; run()",
    *GUNICORN[2:],
)


@contextmanager
def hosted(folder: Path, **variables: Any) -> Iterator[tuple[Server, Upstream]]:
    """The site in hosted mode, and the stand-in it asks."""
    with (
        hosted_upstream.serve() as openai,
        serve(
            folder,
            command=variables.pop("command", GUNICORN),
            WEB_CONCURRENCY="2",
            CHATKIT_INTEGRATION_TYPE="hosted",
            CHATKIT_WORKFLOW_ID=WORKFLOW,
            OPENAI_API_KEY=KEY,
            OPENAI_BASE_URL=openai.url,
            **variables,
        ) as server,
    ):
        yield server, openai
        for secret in (KEY, SECRET, hosted_upstream.TEXT, "Traceback"):
            assert secret not in server.log


def post(server: Server, **options: Any) -> httpx.Response:
    return httpx.post(f"{server.url}/api/chatkit/session", timeout=60, **options)


def post_as(server: Server, cookies: httpx.Cookies, _: int) -> httpx.Response:
    return post(server, cookies=cookies)


def in_parallel(ask: Callable[[int], httpx.Response]) -> Counter[int]:
    """How often each status was answered; nothing where a window ended in between.

    A window begins at a moment that depends on who asks: see test_settings.
    """

    def ask_at(number: int) -> tuple[httpx.Response, float]:
        return ask(number), time.time()

    began = time.time()
    with ThreadPoolExecutor(32) as threads:
        timed = list(threads.map(ask_at, range(PARALLEL)))
    answers = [answer for answer, _ in timed]
    ends = [
        moment + int(answer.headers["Retry-After"])
        for answer, moment in timed
        if answer.status_code == 429
    ]
    # Up to three seconds off: a server that is busy answers late.
    if not ends or max(ends) - 57 > began or min(ends) < time.time() + 1:
        return Counter()
    return Counter(answer.status_code for answer in answers)


@pytest.fixture(scope="module", params=CACHES)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, Upstream]]:
    limits = {
        "CACHE_URL": request.param,
        "CHATKIT_MAX_REQUESTS_PER_MINUTE": str(LIMIT),
        "CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS": str(10_000),
    }
    with hosted(tmp_path_factory.mktemp("hosted"), **limits) as site:
        yield site


def test_of_many_parallel_requests_of_one_visitor_the_limit_passes_exactly(
    site: tuple[Server, Upstream],
) -> None:
    server, _ = site
    while True:  # until a visitor's window did not end in between
        hello = {"type": "threads.list", "params": {}}  # an identity at no charge
        url = f"{server.url}/api/chatkit/chat"
        cookies = httpx.post(url, json=hello, timeout=60).cookies
        if passed := in_parallel(functools.partial(post_as, server, cookies)):
            break
    assert passed == {200: LIMIT, 429: PARALLEL - LIMIT}


def test_reloads_over_both_workers_cost_one_session(
    site: tuple[Server, Upstream],
) -> None:
    server, openai = site
    before = len(openai.minted)
    first = post(server)
    again = [post(server, cookies=first.cookies) for _ in range(LIMIT - 2)]

    assert {answer.json()["client_secret"] for answer in again} == {
        first.json()["client_secret"]
    }
    assert len(openai.minted) - before == 1


def test_a_refresh_works_on_whichever_worker_it_meets(
    site: tuple[Server, Upstream],
) -> None:
    server, openai = site
    answer = post(server)
    cookies = dict(answer.cookies)
    for _ in range(5):
        body = {"current_client_secret": answer.json()["client_secret"]}
        answer = httpx.post(
            f"{server.url}/api/chatkit/refresh", json=body, cookies=cookies
        )
        assert answer.status_code == 200
        cookies |= dict(answer.cookies)
    deadline = time.monotonic() + 5
    while len(openai.cancelled) < 5 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(openai.cancelled) == 5


@pytest.mark.parametrize("cache_url", CACHES)
@pytest.mark.parametrize("spoofed", [False, True])
def test_an_address_that_drops_its_cookies_passes_no_more_than_its_limit(
    tmp_path: Path, spoofed: bool, cache_url: str
) -> None:
    limits = {
        "CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS": str(ADDRESS_LIMIT),
        "CACHE_URL": cache_url,
    }
    network = f"127.{os.getpid() % 256}.{time.time_ns() % 256}"  # Redis knows the last
    with hosted(tmp_path, **limits) as (server, openai):
        for host in count(2):  # an address of its own, until no window ends in between
            before = len(openai.minted)

            def ask(number: int, local: str = f"{network}.{host}") -> httpx.Response:
                claim = {"X-Forwarded-For": f"203.0.113.{number}"} if spoofed else {}
                transport = httpx.HTTPTransport(local_address=local, verify=False)
                with httpx.Client(transport=transport, timeout=60) as client:
                    return client.post(
                        f"{server.url}/api/chatkit/session", headers=claim
                    )

            passed = in_parallel(ask)
            if passed:
                break
        assert passed == {200: ADDRESS_LIMIT, 429: PARALLEL - ADDRESS_LIMIT}
        assert len(openai.minted) - before == ADDRESS_LIMIT


def test_when_openai_ends_hosted_mode_both_workers_offer_custom_within_two_seconds(
    tmp_path: Path,
) -> None:
    with hosted(tmp_path, command=AFTER_THE_END) as (server, openai):
        assert modes(server) == {"hosted"}
        gone = {"error": {"message": hosted_upstream.TEXT}}
        openai.answers[SESSIONS] = Scripted(410, gone)

        refusal = post(server)
        time.sleep(2)

        assert refusal.status_code == 503
        assert refusal.json()["error"]["code"] == "not_configured"
        assert modes(server) == {"custom"}
        assert "OpenAI has ended hosted workflows" in server.log


def modes(server: Server) -> set[str]:
    """What either worker offers: a connection each, so that both are met."""
    url = f"{server.url}/api/chatkit/config"
    return {httpx.get(url, timeout=30).json()["mode"] for _ in range(20)}
