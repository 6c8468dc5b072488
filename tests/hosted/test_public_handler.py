"""The public handler does what Django's own does, for a few addresses only."""

import asyncio
from collections import Counter
from typing import Any, cast

import httpx
import pytest
from django.core.asgi import get_asgi_application
from django.core.signals import request_finished, request_started
from django.dispatch import Signal

from chatkit.hosted import sessions
from resume_site.public import PublicHandler, check_middleware, public_middleware
from tests.support.errors import assert_error

SESSION, REFRESH = "/api/chatkit/session", "/api/chatkit/refresh"


@pytest.fixture
def site() -> Any:
    handler = PublicHandler(get_asgi_application())
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(cast(Any, handler)), base_url="http://testserver"
    )


async def test_other_addresses_are_djangos(site) -> None:
    assert (await site.get("/healthz")).status_code == 200
    assert (await site.get(f"{SESSION}/")).json()["error"]["code"] == "not_found"


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
async def test_refusals_and_headers_are_the_same(site, async_client, method) -> None:
    ours = await site.request(method, SESSION)
    djangos = await async_client.generic(method, SESSION)

    assert ours.status_code == djangos.status_code == 405
    assert ours.content == djangos.content
    assert dict(ours.headers) == {k.lower(): v for k, v in djangos.headers.items()}


async def test_the_body_gets_through_and_no_more_than_it_may_have(site, openai) -> None:
    assert_error(await site.post(REFRESH, json={}), 400, "invalid_request")
    assert_error(await site.post(REFRESH, content=b"{}"), 415, "unsupported_media_type")
    for content in (b"[" * 10_000, b"x" * 100_000):
        answer = await site.post(
            REFRESH, content=content, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code in (400, 413)


async def test_a_foreign_origin_is_refused_and_a_preflight_answered(site) -> None:
    headers = {"Origin": "https://bad.example"}
    assert_error(await site.post(SESSION, headers=headers), 403, "origin_not_allowed")


async def test_a_host_that_is_not_ours_is_refused(site, settings) -> None:
    settings.DEBUG = False
    answer = await site.post(SESSION, headers={"Host": "evil.example"})
    assert answer.status_code == 400


async def test_a_visitor_who_left_is_not_answered() -> None:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    handler = PublicHandler(get_asgi_application())
    await handler({"type": "http", "path": SESSION}, receive, send)
    assert sent == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sample")
async def test_the_pages_of_each_resume_never_get_to_django() -> None:
    async def django(*_: Any) -> None:
        raise AssertionError

    transport = httpx.ASGITransport(cast(Any, PublicHandler(django)))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://testserver"
    ) as site:
        for path, status in (("main/", 200), ("main/resume.md", 200), ("no/", 404)):
            assert (await site.get(f"/r/{path}")).status_code == status
        assert (await site.get("/r/main/robots.txt")).status_code == 404


CROWD = 20


@pytest.mark.django_db(transaction=True)
async def test_those_who_are_refused_hold_nobody_up(site, openai, configure) -> None:
    configure(CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS="10")
    bad = [site.get(SESSION), site.post(REFRESH, json={}), site.post(SESSION, json=[])]
    answers = await asyncio.gather(*bad, *(site.post(SESSION) for _ in range(CROWD)))
    await sessions.close()
    assert Counter(answer.status_code for answer in answers) == {
        **{405: 1, 400: 2},
        **{200: 10, 429: CROWD - 10},
    }


async def test_the_request_signals_are_sent_once_each(site) -> None:
    seen: list[str] = []

    def note(signal: Signal, **_: Any) -> None:
        seen.append("started" if signal is request_started else "finished")

    for signal in (request_started, request_finished):
        signal.connect(note)
    try:
        assert (await site.get(SESSION)).status_code == 405
    finally:
        for signal in (request_started, request_finished):
            signal.disconnect(note)
    assert seen == ["started", "finished"]


async def test_a_query_that_is_not_utf_8_is_a_bad_request() -> None:
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"\xff"}
    await PublicHandler(get_asgi_application())(scope, receive, send)
    assert sent[0]["status"] == 400


@pytest.mark.django_db(transaction=True)
async def test_the_page_is_served_and_revalidated(site) -> None:
    page = await site.get("/")
    assert page.status_code == 200
    kept = {"If-None-Match": page.headers["ETag"]}
    assert (await site.get("/", headers=kept)).status_code == 304


def test_each_middleware_is_public_unless_it_is_named_as_not_needed(settings) -> None:
    assert check_middleware() == []
    before = public_middleware()
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "new.Middleware"]
    assert public_middleware() == [*before, "new.Middleware"]


def test_a_middleware_with_a_hook_that_is_not_called_is_refused(settings) -> None:
    settings.MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
    settings.PRIVATE_MIDDLEWARE = []
    assert [error.id for error in check_middleware()] == ["resume_site.E002"]
