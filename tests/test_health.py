"""What a load balancer asks, and a site whose database was stopped."""

import logging
import resource
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, RequestFactory

from chatkit.api import limits
from chatkit.config import conf
from chatkit.config.resolve import Source, resolve
from resume_site import health
from tests.support.chat import Chat, message
from tests.support.server import UNLIMITED, Server, serve


@pytest.fixture
def _database_stopped(
    django_db_blocker: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Every connection fails, as if the file's disk were gone."""
    with django_db_blocker.unblock():
        connection.close()
        name = str(tmp_path / "gone" / "db.sqlite3")
        monkeypatch.setitem(connection.settings_dict, "NAME", name)
        yield
        connection.close()


@pytest.fixture(autouse=True)
def _nothing_failed_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_failing", set())
    monkeypatch.setattr(health, "INTERVAL", 0.0)
    monkeypatch.setattr(limits, "_noted", False)


def test_a_process_that_is_up_says_so_without_asking_the_database(client: Client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_site_whose_parts_answer_is_ready(client: Client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_only_read(client: Client, path: str):
    answer = client.post(path)

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")


@pytest.mark.usefixtures("_database_stopped")
def test_a_stopped_database_is_named_and_logged_once(
    client: Client, caplog: pytest.LogCaptureFixture
):
    for _ in range(3):
        answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "failed": ["database", "cache"]}
    assert answer["Cache-Control"] == "no-store"
    assert [r.message for r in caplog.records if r.name == "resume_site.health"] == [
        "/readyz: database failed: FileNotFoundError: No such file or directory",
        "/readyz: cache failed: OperationalError: unable to open database file",
    ]


@pytest.mark.usefixtures("_database_stopped")
def test_without_a_database_environment_and_defaults_serve(
    settings: Any, caplog: pytest.LogCaptureFixture
):
    settings.CHATKIT_ENVIRONMENT = {"CHATKIT_MAX_FILES": "3"}
    snapshot = conf.Snapshot(conf.from_environment())

    snapshot.renew()
    snapshot.renew()

    config = snapshot.current()
    assert (config.max_files, config.sources["max_files"]) == (3, Source.ENVIRONMENT)
    assert config.max_requests_per_minute == 10
    [record] = [r for r in caplog.records if r.name == "chatkit.config.conf"]
    assert (record.levelno, "(OperationalError)" in record.message) == (
        logging.WARNING,
        True,
    )


@pytest.mark.django_db
def test_a_cache_that_fails_is_told_from_the_database(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError("redis://:hunter2@10.0.0.1 refused")

    monkeypatch.setattr(type(caches["default"]), "set", fail)

    answer = client.get("/readyz")

    assert answer.json() == {"status": "unavailable", "failed": ["cache"]}
    assert "/readyz: cache failed: ConnectionError" in caplog.text
    assert "hunter2" not in caplog.text


@contextmanager
def full_disk() -> Iterator[None]:
    """This process can't write to a file any more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_seen(client: Client, settings: Any, tmp_path: Path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with full_disk():
        answer = client.get("/readyz")
    assert answer.status_code == 503
    sqlite = {"database"} if connection.vendor == "sqlite" else set()
    assert set(answer.json()["failed"]) >= {"uploads", *sqlite}

    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_a_site_without_uploads_needs_no_folder_for_them(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    settings.MEDIA_ROOT = Path("/dev/null/media")
    assert client.get("/readyz").json()["failed"] == ["uploads"]
    config = resolve({"CHATKIT_ENABLE_UPLOADS": "false"})
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_frequent_requests_write_once_a_second(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(health, "INTERVAL", 60.0)
    monkeypatch.setattr(health, "_checked_at", float("-inf"))
    checked = []
    monkeypatch.setattr(health, "_write_row", lambda: checked.append(1))
    assert [client.get("/readyz").status_code for _ in range(3)] == [200] * 3
    assert checked == [1]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("health")
    (folder / "data").mkdir()
    database = f"sqlite:///{folder / 'data' / 'db.sqlite3'}"
    with serve(folder, DATABASE_URL=database, **UNLIMITED) as server:
        yield server


def wait_for(server: Server, status: int) -> httpx.Response:
    deadline = time.monotonic() + 10
    while (answer := httpx.get(f"{server.url}/readyz")).status_code != status:
        assert time.monotonic() < deadline, answer.text
        time.sleep(0.1)
    return answer


def test_a_server_goes_on_while_its_database_is_away(server: Server):
    wait_for(server, 200)
    before = server.log.count("/readyz: database failed")
    (server.folder / "data").rename(server.folder / "away")
    assert httpx.get(f"{server.url}/healthz").status_code == 200
    wait_for(server, 503)
    time.sleep(1.1)
    wait_for(server, 503)
    assert server.log.count("/readyz: database failed") == before + 1

    (server.folder / "away").rename(server.folder / "data")
    wait_for(server, 200)
    assert "/readyz: database works again." in server.log


def test_a_database_file_that_is_deleted_or_replaced_is_noticed(server: Server):
    file, copy = server.folder / "data" / "db.sqlite3", server.folder / "copy"
    with Chat(server.url) as chat:
        chat.ask("Which languages?")
        with sqlite3.connect(file) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        file.unlink()
        assert wait_for(server, 503).json()["failed"][0] == "database"
        refused = chat.post("threads.create", input=message("Where?"))
        assert refused.status_code == 503
        assert "The database file was deleted or replaced" in server.log

        for left in file.parent.iterdir():
            left.unlink()
        shutil.copyfile(copy, file)
        wait_for(server, 200)
        chat.ask("Which languages?")
        with sqlite3.connect(file) as stored:
            found = stored.execute("SELECT count(*) FROM chatkit_thread").fetchone()
        assert found == (2,)


@pytest.mark.django_db
def test_a_proxy_nobody_told_of_is_noted_for_the_doctor(
    settings: Any, caplog: pytest.LogCaptureFixture
):
    behind = RequestFactory().get("/", headers={"X-Forwarded-For": "203.0.113.7"})
    settings.TRUSTED_PROXIES = 1
    limits.note_forwarding(behind)
    settings.TRUSTED_PROXIES = 0
    limits.note_forwarding(RequestFactory().get("/"))
    assert not limits.forwarding_seen()

    limits.note_forwarding(behind)
    limits.note_forwarding(behind)

    assert limits.forwarding_seen()
    assert caplog.text.count("CHATKIT_TRUSTED_PROXIES is 0") == 1
