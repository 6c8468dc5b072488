"""A database that is locked or gone: visitors are asked to wait, and the page stays."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg
import pytest

from tests.support import engines
from tests.support.chat import Chat, events_of, message
from tests.support.engines import ENGINES, new_database
from tests.support.server import SLOW, UNLIMITED, Server, serve

CREATE = "threads.create"
INPUT = message("Which languages?")
CHAT = "/api/chatkit/chat"


@pytest.fixture(scope="module", params=ENGINES)
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("trouble")
    with (
        new_database(request.param, folder) as url,
        serve(
            folder,
            command=SLOW,
            CHATKIT_INTEGRATION_TYPE="custom",
            DATABASE_URL=f"{url}?timeout=1" if request.param == "sqlite" else url,
            DJANGO_MEDIA_ROOT=str(folder / "media"),
            **UNLIMITED,
        ) as server,
    ):
        yield server


@contextmanager
def trouble(server: Server) -> Iterator[None]:
    """Somebody else holds SQLite's write lock; PostgreSQL takes no connections."""
    url = server.environment["DATABASE_URL"]
    if url.startswith("sqlite"):
        with sqlite3.connect(server.folder / "db.sqlite3") as somebody:
            somebody.execute("BEGIN IMMEDIATE")
            yield
            somebody.rollback()
        somebody.close()
        return
    name = urlsplit(url).path[1:]
    with psycopg.connect(engines.SERVER, autocommit=True) as postgres:
        postgres.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        postgres.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [name],
        )
        try:
            yield
        finally:
            postgres.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def assert_overloaded(answer: httpx.Response) -> None:
    assert answer.status_code == 503, answer.text
    error = answer.json()["error"]
    assert error["code"] == "overloaded"
    assert error["message"] == "The chat can't be used at the moment."
    assert int(answer.headers["Retry-After"]) > 0


def test_questions_are_refused_with_a_503_and_answered_when_it_is_over(
    server: Server,
) -> None:
    with Chat(server.url) as chat:
        turn = chat.ask("Which languages?")
        follow_up = {"thread_id": turn.thread_id, "input": message("Where?")}
        with trouble(server):
            assert_overloaded(chat.post(CREATE, input=INPUT))
            assert_overloaded(chat.post("threads.add_user_message", **follow_up))
            rename = {"thread_id": turn.thread_id, "title": "Languages"}
            assert_overloaded(chat.post("threads.update", **rename))

        assert chat.ask("Where do they live?", turn.thread_id).text
        (thread,) = chat.post("threads.list").json()["data"]
        assert thread["title"] == "Which languages?"
    assert f"{CHAT}: the database does not answer: OperationalError" in server.log
    assert "Traceback" not in server.log


def test_files_are_refused_with_a_503(server: Server) -> None:
    with Chat(server.url) as chat, httpx.Client(base_url=server.url) as other:
        file = {"name": "job.txt", "size": 3, "mime_type": "text/plain"}
        url = chat.post("attachments.create", **file).json()["upload_descriptor"]["url"]
        with trouble(server):
            assert_overloaded(chat.post("attachments.create", **file))
            assert_overloaded(chat.put(url, b"Job", "text/plain"))
            direct = {"file": ("job.txt", b"Job", "text/plain")}
            assert_overloaded(other.post("/api/chatkit/uploads", files=direct))
        assert chat.put(url, b"Job", "text/plain").status_code == 200


def test_the_page_and_the_widgets_settings_are_served_all_the_same(
    server: Server,
) -> None:
    before = httpx.get(server.url)
    with trouble(server):
        page = httpx.get(server.url)
        assert (page.status_code, page.text) == (200, before.text)
        config = httpx.get(f"{server.url}/api/chatkit/config")
        assert config.json()["mode"] == "custom"
        # SQLite can be read while it is locked.
        thread = {"type": "threads.list", "params": {}}
        listed = httpx.post(f"{server.url}{CHAT}", json=thread, timeout=30)
        if server.environment["DATABASE_URL"].startswith("sqlite"):
            assert listed.json() == {"data": [], "has_more": False}
        else:
            assert_overloaded(listed)


def test_an_answer_that_ends_meanwhile_is_read_whole_and_stored_afterwards(
    server: Server,
) -> None:
    body = {"type": CREATE, "params": {"input": message("Take 3 seconds")}}
    parts: list[str] = []
    with (
        httpx.Client(base_url=server.url, timeout=30) as client,
        client.stream("POST", CHAT, json=body) as answer,
    ):
        lines = answer.iter_text()
        while "text_delta" not in "".join(parts):
            parts.append(next(lines))
        with trouble(server):
            parts += lines
        last = events_of("".join(parts))[-1]
        assert last["type"] == "thread.item.done", last
        thread_id = last["item"]["thread_id"]
        read = {"type": "threads.get_by_id", "params": {"thread_id": thread_id}}
        deadline = time.monotonic() + 10
        items: list[Any] = []
        while len(items) < 2 and time.monotonic() < deadline:
            time.sleep(0.2)
            items = client.post(CHAT, json=read).json()["items"]["data"]
        assert items[1] == last["item"]
        follow_up = {"thread_id": thread_id, "input": message("Where?")}
        body = {"type": "threads.add_user_message", "params": follow_up}
        assert client.post(CHAT, json=body).status_code == 200
    assert "The database can't be written: answers are kept in memory." in server.log
    assert "The database takes writes again; all is stored." in server.log
    assert "Traceback" not in server.log
