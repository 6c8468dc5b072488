"""The settings in effect in a process."""

import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connections, transaction
from django.test import Client, override_settings

from chatkit.config import conf
from chatkit.config.resolve import Config, Source, resolve
from chatkit.models import AllowedOrigin, AnswerPolicy, ChatKitSettings, OwnAnswer
from tests.support.queries import counted

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_save_is_in_effect_at_once_in_the_process_that_made_it() -> None:
    row = ChatKitSettings.objects.create(max_files=3)
    assert conf.current().max_files == 3
    row.max_files = None  # type: ignore[attr-defined]
    row.save()
    assert conf.current().max_files == 5
    row.max_files = 4  # type: ignore[attr-defined]
    row.save()
    row.delete()
    assert conf.current().max_files == 5


def test_a_save_that_is_rolled_back_is_never_in_effect() -> None:
    with transaction.atomic():
        ChatKitSettings.objects.create(max_files=3)
        assert conf.current().max_files == 5
        transaction.set_rollback(True)
    assert conf.current().max_files == 5


def test_origins_in_the_admin_replace_those_of_the_environment() -> None:
    with override_settings(
        CHATKIT_ENVIRONMENT={"CHATKIT_CORS_ORIGIN": "https://env.example"}
    ):
        row = AllowedOrigin.objects.create(origin="HTTPS://Admin.example:443")
        config = conf.current()
        assert config.cors_origins == ("https://admin.example",)
        assert config.sources["cors_origins"] is Source.ADMIN

        row.enabled = False
        row.save()
        config = conf.current()
        assert config.cors_origins == ("https://env.example",)
        assert config.sources["cors_origins"] is Source.ENVIRONMENT


def test_what_the_environment_locks_is_not_taken_from_the_admin() -> None:
    with override_settings(CHATKIT_LOCK=["max_files", "cors_origins"]):
        ChatKitSettings.objects.create(max_files=3, max_file_size_mb=7)
        AllowedOrigin.objects.create(origin="https://admin.example")
        config = conf.current()
    assert (config.max_files, config.max_file_size_mb) == (5, 7)
    assert config.cors_origins == ()


def test_reading_settings_writes_nothing() -> None:
    conf.snapshot.renew()
    assert ChatKitSettings.objects.count() == 0


def test_a_save_elsewhere_is_in_effect_within_two_seconds_and_costs_no_query(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    snapshot = conf.Snapshot()
    monkeypatch.setattr(conf, "snapshot", snapshot)
    try:
        assert conf.current().greeting == "What would you like to know?"
        # A query that sends no signal here, as a save in another process does.
        ChatKitSettings.objects.bulk_create([ChatKitSettings(greeting="Ask away")])
        time.sleep(2)
        with counted() as queries:
            for _ in range(50):
                answer = client.get("/api/chatkit/config")
                assert answer.json()["greeting"] == "Ask away"
        assert queries == []
    finally:
        snapshot.stop()


def test_the_next_answer_knows_what_another_worker_saved_a_moment_ago() -> None:
    other = conf.Snapshot()
    other.renew()
    row = ChatKitSettings.objects.create(pronoun="she")
    policy = AnswerPolicy.objects.get(topic="age")
    policy.way = "decline"
    policy.save()
    OwnAnswer.objects.create(question="Nights?\nShifts?", answer="Gladly.")

    assert other.current().pronoun == "automatic"  # its thread has not read since
    config = other.latest()
    assert config.pronoun == "she"
    assert [p.topic for p in config.own_words.policies] == ["age"]
    assert [a.questions for a in config.own_words.answers] == [("Nights?", "Shifts?")]

    row.delete()
    OwnAnswer.objects.update(answer="Never.")  # not by the admin
    OwnAnswer.objects.get().delete()
    assert other.latest().pronoun == "automatic"
    assert other.latest().own_words.answers == ()
    with counted() as queries:
        other.latest()
    assert len(queries) == 1


def test_when_the_database_cannot_be_read_the_environment_and_defaults_serve(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise OperationalError("connection refused")

    ChatKitSettings.objects.create(max_files=3)
    with override_settings(CHATKIT_ENVIRONMENT={"CHATKIT_MAX_FILES": "8"}):
        monkeypatch.setattr(conf, "from_rows", broken)
        snapshot = conf.Snapshot()
        try:
            assert snapshot.current().max_files == 8
            assert snapshot.current().max_file_size_mb == 10
        finally:
            snapshot.stop()
        for _ in range(3):
            snapshot.renew()
    assert caplog.text.count("can't be read from the database") == 1
    assert caplog.records[0].levelno == logging.WARNING
    assert "refused" not in caplog.text


def test_when_the_database_is_lost_the_last_known_settings_serve(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> None:
        raise OperationalError

    ChatKitSettings.objects.create(max_files=3)
    monkeypatch.setattr(conf, "from_rows", broken)
    conf.snapshot.renew()
    assert conf.current().max_files == 3


def test_requests_that_come_at_once_all_wait_for_the_first_reading(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def slow() -> Config:
        time.sleep(0.3)
        return resolve({}, {"max_files": 3})

    monkeypatch.setattr(conf, "from_rows", slow)
    snapshot = conf.Snapshot()
    try:
        with ThreadPoolExecutor(8) as requests:
            found = list(requests.map(lambda _: snapshot.current(), range(8)))
    finally:
        snapshot.stop()
    assert {config.max_files for config in found} == {3}


def test_a_reading_that_began_before_a_save_does_not_undo_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    readings = iter([(0.3, 3), (0.0, 4)])

    def read() -> Config:
        seconds, files = next(readings)
        time.sleep(seconds)
        return resolve({}, {"max_files": files})

    def renew() -> None:
        conf.snapshot.renew()
        connections.close_all()

    monkeypatch.setattr(conf, "from_rows", read)
    with ThreadPoolExecutor(2) as threads:
        threads.submit(renew)
        time.sleep(0.1)
        threads.submit(renew)
    assert conf.current().max_files == 4


def test_no_error_ends_the_renewing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    outcomes: Iterator[Exception | Config] = iter(
        [ValueError("a row nobody foresaw"), resolve({}, {"max_files": 3})]
    )

    def read() -> Config:
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(conf, "from_rows", read)
    for _ in range(2):
        conf.snapshot.renew()
    assert conf.current().max_files == 3
    assert "ValueError" in caplog.text
