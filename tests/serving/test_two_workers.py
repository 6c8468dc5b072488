"""An answer that one process writes is read, waited for and stopped through another.

Here they are two servers on one database, so that each request meets the one it should.
"""

import asyncio
import io
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from pypdf import PdfReader

from tests.resume.versions.test_visibility import squeezed
from tests.support.chat import Chat
from tests.support.errors import assert_error
from tests.support.parallel_chats import Conversation, Crowd
from tests.support.server import SLOW_UVICORN, UNLIMITED, Server, serve

STREAMS = 30


@pytest.fixture(scope="module")
def servers(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Server, Server]]:
    folders = [tmp_path_factory.mktemp(name) for name in ("one", "other")]
    variables = {
        **UNLIMITED,
        "DATABASE_URL": f"sqlite:///{folders[0] / 'db.sqlite3'}",
    }
    with (
        serve(folders[0], command=SLOW_UVICORN, **variables) as one,
        serve(folders[1], command=SLOW_UVICORN, resume=None, **variables) as other,
    ):
        yield one, other


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """The file that ends the answer."""
    return tmp_path / "told"


@pytest.fixture
async def talks(
    servers: tuple[Server, Server], told: Path
) -> AsyncIterator[tuple[Conversation, Conversation]]:
    """A conversation in the middle of an answer, and what the other server has of it."""
    one, other = servers
    async with (
        Crowd(one.url) as here,
        Crowd(other.url, here.http.cookies) as there,
        here.conversations(1, f"until {told}") as (talk,),
    ):
        elsewhere = Conversation(there)
        elsewhere.thread_id = talk.thread_id
        yield talk, elsewhere


async def test_a_second_turn_is_refused_by_the_other_worker(
    talks: tuple[Conversation, Conversation],
) -> None:
    _, elsewhere = talks
    assert_error(await elsewhere.ask_again("Which jobs?"), 409, "turn_in_progress")
    texts, state = await elsewhere.look()
    assert state == "running"
    assert "Which jobs?" not in texts


async def test_a_reload_follows_the_answer_on_the_other_worker_to_its_end(
    talks: tuple[Conversation, Conversation], told: Path
) -> None:
    talk, elsewhere = talks
    await talk.leave()
    seen: list[str] = []
    texts, state = await elsewhere.look()
    while state == "running":
        if texts[1:] != seen[-1:]:
            seen += texts[1:]
        if len(seen) == 2:
            told.touch()  # noqa: ASYNC240 -- a test
        await asyncio.sleep(0.2)
        texts, state = await elsewhere.look()
    assert len(seen) >= 2
    for shorter, longer in pairwise([*seen, texts[1]]):
        assert longer.startswith(shorter)
    assert state is None
    assert texts[1].endswith("word end")


async def test_the_other_worker_stops_the_answer(
    talks: tuple[Conversation, Conversation],
) -> None:
    talk, elsewhere = talks
    assert (await elsewhere.stop()).status_code == 204
    texts, state = await elsewhere.look()
    assert state == "cut"
    assert texts[1].startswith("word ")
    assert not texts[1].endswith("end")

    assert (await elsewhere.ask_again("Which jobs?")).status_code == 200
    await talk.end()
    assert talk.is_whole  # its stream ended as one that is done
    assert (await elsewhere.look())[0] == [*texts, "Which jobs?", "end"]


def test_open_streams_do_not_hold_a_thread_each(
    servers: tuple[Server, Server],
) -> None:
    server, _ = servers

    def ask(_: int) -> str:
        with Chat(server.url) as visitor:
            return visitor.ask("2 seconds").text

    def threads() -> int:
        return len(list(Path(f"/proc/{server.process.pid}/task").iterdir()))

    ask(0)  # imports the SDK
    most = 0
    with ThreadPoolExecutor(STREAMS) as visitors:
        answers = [visitors.submit(ask, n) for n in range(STREAMS)]
        while not all(answer.done() for answer in answers):
            most = max(most, threads())
            time.sleep(0.05)
    assert all("word19" in answer.result() for answer in answers)
    assert most < STREAMS


HIDE = """
from resume.models import Resume
from resume.versions.publishing import publish_draft
Resume.objects.update(visibility={"phone": "hidden"})
publish_draft(Resume.objects.get())
"""
PHONE = "+46 31 555 01 42"


def test_both_workers_hide_what_the_owner_hides_within_two_seconds(
    servers: tuple[Server, Server],
) -> None:
    def shows(server: Server, path: str) -> bool:
        body = httpx.get(server.url + path, timeout=20).content
        return squeezed(PHONE) in squeezed(pdf_text(body) or body.decode())

    paths = ("/", "/resume.json", "/resume.md", "/resume.pdf")
    asked = [(server, path) for server in servers for path in paths]
    assert all(shows(*one) for one in asked)

    servers[0].manage("shell", "--verbosity=0", "--command", HIDE)
    published = time.monotonic()
    while any(shows(*one) for one in asked):
        assert time.monotonic() - published < 2

    file = servers[0].folder / "db.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        kept = database.execute("SELECT content FROM resume_typesetfile").fetchall()
    assert not any(squeezed(PHONE) in squeezed(pdf_text(body)) for (body,) in kept)


def pdf_text(body: bytes) -> str:
    if not body.startswith(b"%PDF"):
        return ""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
