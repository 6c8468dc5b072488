"""Old conversations go, with all that belongs to them, by hand and by themselves."""

import threading
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.utils import timezone

from chatkit.config import conf
from chatkit.models import ChatKitSettings, Item, Thread, Turn
from chatkit.turns import retention
from tests.support.turns import attached, conversation, turn

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def ago(**span: int) -> Any:
    return timezone.now() - timedelta(**span)


def purge(*arguments: str) -> str:
    out = StringIO()
    call_command("purge_conversations", *arguments, stdout=out)
    return out.getvalue()


def test_what_nobody_went_on_with_goes_with_its_files() -> None:
    old = conversation("Hello?", "Hello.", at=ago(days=91))
    kept = conversation("Hello?", "Hello.", at=ago(days=89))
    of_old, of_kept = attached(old), attached(kept)

    said = purge("--older-than", "90d")

    assert list(Thread.objects.all()) == [kept]
    assert set(Item.objects.values_list("thread", flat=True)) == {kept.pk}
    assert (of_old.exists(), of_kept.exists()) == (False, True)
    assert "Deleted 1 conversation without a question since" in said


def test_a_conversation_is_as_old_as_its_last_question() -> None:
    old = conversation("Hello?", "Hello.", at=ago(days=200))
    turn(thread=old, started_at=ago(days=3))

    purge("--older-than", "90d")
    assert Thread.objects.count() == 1
    purge("--older-than", "2d")
    assert Thread.objects.count() == 0


def test_one_without_a_turn_is_as_old_as_itself() -> None:
    thread = conversation(at=ago(hours=13))
    assert not thread.turn_set.exists()

    purge("--older-than", "14h")
    assert Thread.objects.exists()
    purge("--older-than", "12h")
    assert not Thread.objects.exists()


def test_the_ledger_forgets_the_visitor_and_keeps_the_count() -> None:
    conversation("Hello?", "Hello.", at=ago(weeks=7), input_tokens=5)
    conversation("Hello?", "Hello.", at=ago(days=1))

    purge("--older-than", "6w")

    rows = Turn.objects.order_by("started_at")
    assert list(rows.values_list("visitor_id", "thread_id", "input_tokens")) == [
        ("", None, 5),
        ("user_a", Thread.objects.get().pk, 0),
    ]


def test_the_ledger_ends_after_400_days_but_not_before_the_conversations_do() -> None:
    for days in (399, 401, 501):
        turn(started_at=ago(days=days))

    purge("--older-than", "500d")
    assert Turn.objects.count() == 2
    purge("--older-than", "90d")
    assert Turn.objects.count() == 1


def test_a_file_that_was_never_sent_goes_too() -> None:
    old = attached(None, created_at=ago(days=91))
    new = attached(None)

    purge("--older-than", "90d")

    assert (old.exists(), new.exists()) == (False, True)


def test_a_dry_run_only_counts() -> None:
    conversation("Hello?", at=ago(days=91))

    assert purge("--older-than", "90d", "--dry-run").startswith("Would delete 1 conv")
    assert purge("--visitor", "user_a", "--dry-run").startswith("Would delete 1 conv")
    assert Thread.objects.count() == Turn.objects.exclude(visitor_id="").count() == 1


def test_long_work_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "THREAD_BATCH", 2)
    monkeypatch.setattr(retention, "ROW_BATCH", 2)
    for _ in range(5):
        conversation("Hello?", "Hello.", at=ago(days=2))

    lines = purge("--older-than", "1d").splitlines()

    assert lines[:-1] == ["  2 so far", "  4 so far", "  5 so far"]
    assert not Turn.objects.exclude(visitor_id="").exists()


def test_the_setting_counts_where_no_age_is_named() -> None:
    conversation("Hello?", at=ago(days=8))
    with pytest.raises(CommandError, match="Say how old, such as --older-than 90d"):
        purge()

    ChatKitSettings.objects.create(retention_days=7)
    purge()

    assert not Thread.objects.exists()


@pytest.mark.parametrize("age", ["90", "0d", "-1d", "d", "90 days", "99999w", "٣d", ""])
def test_an_age_that_cannot_be_is_explained(age: str) -> None:
    with pytest.raises(CommandError, match=r"expected a number from 1 to 9999 and h"):
        purge(f"--older-than={age}")


def test_the_greatest_age_finds_nothing() -> None:
    conversation("Hello?")
    assert "Deleted 0 conversations" in purge("--older-than", "9999w")


def test_all_of_one_visitor_goes_at_once() -> None:
    mine, other = conversation("I?", "You."), conversation("Me?", visitor_id="user_b")
    sent, unsent = attached(mine), attached(None)
    foreign = attached(other, "user_b")

    assert "Deleted 1 conversation of user_a." in purge("--visitor", "user_a")

    assert list(Thread.objects.all()) == [other]
    assert [p.exists() for p in (sent, unsent, foreign)] == [False, False, True]
    visitors = Turn.objects.order_by("pk").values_list("visitor_id", flat=True)
    assert list(visitors) == ["", "user_b"]


def test_a_visitor_has_to_be_named() -> None:
    turn(visitor_id="")
    with pytest.raises(CommandError, match="Name the visitor"):
        purge("--visitor=")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of threads that would have started."""
    names: list[str] = []
    monkeypatch.setattr(threading.Thread, "start", lambda self: names.append(self.name))
    return names


def test_a_process_purges_once_an_hour(
    started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "_due", 0.0)
    retention.start_if_due()
    retention.start_if_due()
    assert started == ["chatkit-retention"]

    monkeypatch.setattr(retention, "INTERVAL", 0)
    monkeypatch.setattr(retention, "_due", 0.0)
    retention.start_if_due()
    retention.start_if_due()
    assert len(started) == 3


def test_the_thread_that_renews_the_settings_calls_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    called = threading.Event()
    monkeypatch.setattr(conf, "_callbacks", [])
    conf.on_renewal(lambda _: called.set())
    snapshot = conf.Snapshot()
    try:
        snapshot.current()
        assert called.wait(10)
    finally:
        snapshot.stop()
        for thread in threading.enumerate():
            if thread.name == "chatkit-conf":
                thread.join()


def test_the_purge_is_scheduled() -> None:
    assert retention.start_if_due in conf._callbacks


def test_old_conversations_are_deleted_once_an_hour_over_all_processes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    caches["default"].clear()
    ChatKitSettings.objects.create(retention_days=7)
    conversation("Hello?", at=ago(days=8))
    recent = conversation("Hello?", at=ago(days=6))

    retention.purge_in_turn()
    assert list(Thread.objects.all()) == [recent]
    assert "Conversations older than 7 days deleted: 1." in caplog.text

    conversation("Hello?", at=ago(days=8))
    retention.purge_in_turn()  # as another process would
    assert Thread.objects.count() == 2


def test_without_retention_days_conversations_stay_and_unsent_uploads_go() -> None:
    conversation("Hello?", at=ago(days=800))
    file = attached(None, created_at=ago(days=2))

    retention.purge()

    assert Thread.objects.exists()
    assert not file.exists()


def test_the_settings_in_the_database_count_not_those_a_process_last_knew(
    settings: Any,
) -> None:
    settings.CHATKIT_ENVIRONMENT = {"CHATKIT_RETENTION_DAYS": "7"}
    ChatKitSettings.objects.create(retention_days=365)
    conversation("Hello?", at=ago(days=8))

    retention.purge()

    assert Thread.objects.exists()


def test_a_failed_purge_is_logged_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caches["default"].clear()

    def fail() -> None:
        raise OSError

    monkeypatch.setattr(retention, "purge", fail)
    retention.purge_in_turn()

    assert "Old data is not deleted (OSError)." in caplog.text
