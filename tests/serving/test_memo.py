"""Equal requests for the page get what the first of them got, and no others do."""

from collections.abc import AsyncIterator, Iterator
from importlib import import_module
from typing import Any

import httpx
import pytest
from asgiref.sync import sync_to_async

from chatkit.config import conf
from chatkit.config.resolve import Config
from resume.document.publish import publish
from resume.published import current
from resume_site import memo

pytestmark = pytest.mark.django_db(transaction=True)

LARGE = "A long line of text. " * 10_000


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The requests that reach Django, in a process that serves the page."""
    snapshot = current.Snapshot()
    monkeypatch.setattr(current, "snapshot", snapshot)
    publish({"basics": {"name": "Ada", "summary": LARGE}})
    snapshot.current()
    yield []
    snapshot.stop()


@pytest.fixture
async def client(served: list[str]) -> AsyncIterator[httpx.AsyncClient]:
    handler: Any = import_module("resume_site.asgi").application._application

    async def application(scope: Any, receive: Any, send: Any) -> None:
        served.append(scope["method"])
        await handler(scope, receive, send)

    kept: Any = memo.Memo(application)
    transport = httpx.ASGITransport(kept)
    async with httpx.AsyncClient(
        transport=transport, base_url="https://localhost"
    ) as client:
        yield client


async def test_equal_requests_get_the_same_and_reach_django_once(
    client: httpx.AsyncClient, served: list[str]
) -> None:
    first, *others = [await client.get("/") for _ in range(5)]

    assert "<h1>Ada</h1>" in first.text
    assert {answer.text for answer in others} == {first.text}
    assert all(answer.headers == first.headers for answer in others)
    known = {"If-None-Match": first.headers["ETag"]}
    for _ in range(5):
        again = await client.get("/", headers=known)
        assert (again.status_code, again.content) == (304, b"")
    assert len(served) == 2


async def test_what_another_client_understands_is_answered_for_itself(
    client: httpx.AsyncClient, served: list[str]
) -> None:
    etags = set()
    for coding in ("br", "gzip", "identity", "br"):
        answer = await client.get("/", headers={"Accept-Encoding": coding})
        assert answer.headers.get("Content-Encoding", "identity") == coding
        assert "<h1>Ada</h1>" in answer.text
        etags.add(answer.headers["ETag"])
    assert len(etags) == len(served) == 3
    assert (await client.head("/")).headers["Content-Length"]


async def test_a_refusal_or_an_error_is_not_kept(
    client: httpx.AsyncClient, served: list[str]
) -> None:
    for _ in range(2):
        answer = await client.get("/", headers={"Host": "elsewhere.example"})
        assert answer.status_code == 400
        assert (await client.post("/")).status_code == 405
    assert len(served) == 4
    assert (await client.get("/")).status_code == 200


async def test_a_publication_and_a_changed_setting_are_in_the_next_answer(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, served: list[str]
) -> None:
    await client.get("/")
    await sync_to_async(publish)({"basics": {"name": "Grace"}})
    assert "<h1>Grace</h1>" in (await client.get("/")).text
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(Config(chat_enabled=False)))
    await client.get("/")
    assert len(served) == 3


async def test_many_kinds_of_requests_keep_one_copy_of_the_page(
    client: httpx.AsyncClient, served: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memo, "MAX_KEPT", 20)
    application: Any = client._transport.app  # type: ignore[attr-defined]
    for number in range(50):
        await client.get("/", headers={"Accept": f"text/{number}"})
    bodies = {id(body["body"]) for _, body in application._kept.values()}
    assert len(bodies) == 1
    assert len(application._kept) <= 20


async def test_a_request_with_large_headers_or_a_body_is_left_to_django(
    client: httpx.AsyncClient, served: list[str]
) -> None:
    for _ in range(2):
        await client.get("/", headers={"Accept": "x" * 5000})
        await client.request("GET", "/", content=b"body")
    assert len(served) == 4
