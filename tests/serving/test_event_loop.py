"""The page and its files need no thread, of which a process has few."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from chatkit import database
from resume.outputs.typeset import made, views
from resume.outputs.typeset.compilation import Result
from resume.published import current
from resume.versions.publishing import publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def _published(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In a process that serves the page."""
    snapshot = current.Snapshot()
    monkeypatch.setattr(current, "snapshot", snapshot)
    publish({"basics": {"name": "Ada"}})
    snapshot.current()
    yield
    snapshot.stop()


@pytest.fixture
async def client(_published: None) -> AsyncIterator[httpx.AsyncClient]:
    from resume_site.asgi import application

    transport = httpx.ASGITransport(application)  # type: ignore[arg-type]
    async with httpx.AsyncClient(
        transport=transport, base_url="https://localhost"
    ) as client:
        yield client


async def test_the_page_is_served_while_all_database_threads_are_busy(
    client: httpx.AsyncClient,
) -> None:
    first = await client.get("/")
    answered = threading.Event()
    busy = [database.run(answered.wait, 10) for _ in range(4)]
    async with asyncio.timeout(5):
        again = await client.get("/")
        known = {"If-None-Match": first.headers["ETag"]}
        not_modified = await client.get("/", headers=known)
    assert not any(job.done() for job in busy)
    answered.set()
    await asyncio.gather(*busy)
    assert "<h1>Ada</h1>" in first.text
    assert (again.text, again.headers) == (first.text, first.headers)
    assert (not_modified.status_code, not_modified.content) == (304, b"")


async def test_who_waits_for_the_pdf_holds_no_thread(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = threading.Event()

    def compile_file(template: str, data: bytes) -> Result:
        done.wait(10)
        return Result(b"%PDF")

    monkeypatch.setattr(made, "compile_file", compile_file)
    monkeypatch.setattr(views, "PDF", made.File("resume.typ", lambda _: {}))
    before = threading.active_count()
    waiting = [asyncio.create_task(client.get("/resume.pdf")) for _ in range(20)]
    await asyncio.sleep(0.2)
    threads = threading.active_count() - before
    done.set()
    assert {(await job).content for job in waiting} == {b"%PDF"}
    assert threads < 5
