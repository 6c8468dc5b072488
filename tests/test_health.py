"""What a load balancer asks, and a site whose database was stopped."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, RequestFactory

from chatkit.api import limits
from chatkit.config import conf
from chatkit.config.resolve import Source
from resume_site import health
from tests.support.server import serve


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
        "The database does not answer: OperationalError",
        "The cache does not answer: OperationalError",
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
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    def fail(*args: Any, **kwargs: Any) -> None:
        raise ConnectionError("redis://:hunter2@10.0.0.1 refused")

    monkeypatch.setattr(type(caches["default"]), "get", fail)

    answer = client.get("/readyz")

    assert answer.json() == {"status": "unavailable", "failed": ["cache"]}


def test_a_server_goes_on_while_its_database_is_away(tmp_path):
    (tmp_path / "data").mkdir()
    database = f"sqlite:///{tmp_path / 'data' / 'db.sqlite3'}"
    with serve(tmp_path, DATABASE_URL=database) as server:
        assert httpx.get(f"{server.url}/readyz").status_code == 200

        (tmp_path / "data").rename(tmp_path / "away")
        assert httpx.get(f"{server.url}/healthz").status_code == 200
        for _ in range(2):
            assert httpx.get(f"{server.url}/readyz").status_code == 503
        assert server.log.count("The database does not answer") == 1

        (tmp_path / "away").rename(tmp_path / "data")
        assert httpx.get(f"{server.url}/readyz").status_code == 200
        assert "The database answers again." in server.log


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
