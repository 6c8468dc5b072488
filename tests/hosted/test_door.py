"""The short way in does what Django's own does, for a few addresses only."""

import asyncio
from collections import Counter
from typing import Any, cast

import httpx
import pytest
from django.core.asgi import get_asgi_application

from chatkit.hosted import sessions
from resume_site.public import Door
from tests.support.errors import assert_error

SESSION, REFRESH = "/api/chatkit/session", "/api/chatkit/refresh"


@pytest.fixture
def site() -> Any:
    door = Door(get_asgi_application(), (SESSION, REFRESH))
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(cast(Any, door)), base_url="http://testserver"
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

    door = Door(get_asgi_application(), (SESSION,))
    await door({"type": "http", "path": SESSION}, receive, send)
    assert sent == []


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
