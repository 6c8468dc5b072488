"""What the status panel of the admin's first page says of the chat."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection

from chatkit.answering import failures
from chatkit.config.resolve import Config
from chatkit.operations import deployment
from chatkit.operations.database import write_ahead_log
from chatkit.operations.status import Row, rows, status
from chatkit.widget import client_errors

pytestmark = pytest.mark.django_db

CUSTOM = Config(integration_type="custom")
HOSTED = Config(workflow_id="wf_1", domain_key="domain_pk_1")
NO_PUBLIC_HOST = ["localhost"]


@pytest.fixture(autouse=True)
def site(settings: Any) -> Any:
    """A public site with a key."""
    settings.ALLOWED_HOSTS = ["example.org"]
    settings.OPENAI_API_KEY = "sk-1"
    return settings


def panel(config: Config) -> dict[str, Row]:
    return {row.label: row for row in status(config)}


def test_a_site_in_custom_mode_needs_nothing(site: Any) -> None:
    site.OPENAI_API_KEY = ""
    database = {
        "sqlite": "SQLite, with a write-ahead log",
        "postgresql": "PostgreSQL",
    }
    *found, cache, kept = status(CUSTOM)
    assert found == [
        Row("Chat", "on"),
        Row("Mode chosen", "custom"),
        Row("Mode in effect", "custom"),
        Row("OpenAI API key", "not set", hint="No requests are sent to OpenAI."),
        Row("Workflow", "not set", hint="Not needed."),
        Row("Domain key", "not set", hint="Not needed."),
        Row("Uploads", "on: 5 files of 10 MB"),
        Row("Limits", "10 a minute for a visitor, 60 for an address"),
        Row("Who may embed the chat", "this site only"),
    ]
    assert (cache.label, cache.ok) == ("Cache", True)
    assert kept == Row("Database", database[connection.vendor])


def test_a_chat_that_is_switched_off_says_so() -> None:
    row = panel(Config(integration_type="custom", chat_enabled=False))["Chat"]
    assert (row.value, row.ok) == ("switched off", False)
    assert "The page is shown without it" in row.hint


def test_hosted_mode_that_cannot_be_used_says_why(site: Any) -> None:
    site.OPENAI_API_KEY = ""
    found = panel(Config(domain_key="domain_pk_1", widget="openai"))

    assert found["Mode chosen"] == Row("Mode chosen", "hosted")
    effective = found["Mode in effect"]
    assert (effective.value, effective.ok) == ("custom", False)
    assert "OPENAI_API_KEY is not set" in effective.hint
    assert "No workflow id is set" in effective.hint
    assert not found["OpenAI API key"].ok
    assert not found["Workflow"].ok
    assert not panel(Config(workflow_id="wf_1"))["Domain key"].ok


def test_an_owner_who_set_nothing_up_reads_once_who_answers(site: Any) -> None:
    site.OPENAI_API_KEY = ""

    [row] = [found for found in status(Config()) if not found.ok]
    assert (row.label, row.value) == ("Mode in effect", "custom")
    assert "this site itself answers visitors." in row.hint
    assert (
        "choose custom as the integration type in the admin's chat settings" in row.hint
    )


def test_what_hosted_mode_needs_is_said_to_be_set_but_not_shown() -> None:
    found = status(HOSTED)

    assert {r.label for r in found if r.value == "set"} == {
        *("OpenAI API key", "Workflow", "Domain key"),
    }
    assert "domain_pk_1" not in str(found)


def test_a_key_that_cannot_be_one_says_what_it_has(site: Any) -> None:
    site.OPENAI_API_KEY = "\u201csk-letters\u201d"
    found = status(HOSTED)
    [row] = [row for row in found if row.label == "OpenAI API key"]
    assert (row.value, row.ok) == ("has a curly quote in it", False)
    assert "letters" not in str(found)


def test_the_domain_key_is_for_openais_widget_on_a_public_host(site: Any) -> None:
    assert panel(Config(workflow_id="wf_1", widget="builtin"))["Domain key"].ok
    site.ALLOWED_HOSTS = NO_PUBLIC_HOST
    assert panel(Config(workflow_id="wf_1"))["Domain key"].ok


def test_a_model_needs_a_key(site: Any) -> None:
    site.OPENAI_API_KEY = ""
    config = Config(integration_type="custom", model="m")
    row = panel(config)["Model"]
    assert (row.value, row.ok) == ("m", False)
    assert "Put OPENAI_API_KEY=sk-... into .env" in row.hint

    site.OPENAI_BASE_URL = "http://127.0.0.1:11434/v1"
    assert panel(config)["Model"] == Row("Model", "m")


def test_the_owner_sees_why_the_model_gave_no_answer(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(integration_type="custom", model="m")
    assert panel(config)["Model"] == Row("Model", "m")

    reason = failures.FailureReason.REFUSED
    failure = failures.Failure(reason, "AuthenticationError", 401, "req_1", 1.795e9)
    monkeypatch.setattr(failures, "last_failure", lambda: failure)
    row = panel(config)["Model"]

    assert not row.ok
    assert (
        "did not answer: it refused the request (401), 18 November 11:06 UTC,"
        " request id req_1." in row.hint
    )
    site.CHATKIT_AGENT = "json:loads"
    assert panel(config)["Agent"].value == "json:loads"
    assert not panel(config)["Agent"].ok


def test_the_owner_sees_that_an_answer_was_cut(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    failure = failures.Failure(failures.FailureReason.LENGTH, at=1.795e9)
    monkeypatch.setattr(failures, "last_failure", lambda: failure)
    row = panel(Config(integration_type="custom", model="m"))["Model"]
    assert not row.ok
    assert "its answer was cut at the limit of its length" in row.hint
    assert "gave no answer" not in row.hint


@pytest.mark.parametrize(
    ("today", "value"),
    [
        (date(2026, 11, 23), "ends on 30 November 2026, in 7 days"),
        (date(2026, 11, 29), "ends on 30 November 2026, in 1 day"),
        (date(2026, 11, 30), "ends on 30 November 2026, today"),
        (date(2026, 12, 2), "ended on 30 November 2026, 2 days ago"),
    ],
)
def test_the_end_of_agent_builder_is_counted_where_hosted_is_chosen(
    monkeypatch: pytest.MonkeyPatch, today: date, value: str
) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: today)
    row = panel(HOSTED)["OpenAI's Agent Builder"]

    assert (row.value, row.ok) == (value, False)
    assert "OpenAI's Agent Builder" not in panel(CUSTOM)


def test_uploads_are_described_as_visitors_meet_them() -> None:
    assert panel(Config(enable_uploads=False))["Uploads"].value == "off"
    one = Config(max_files=1, max_file_size_mb=2)
    assert panel(one)["Uploads"].value == "on: 1 file of 2 MB"


@pytest.mark.parametrize(
    ("origins", "value", "ok"),
    [
        (("https://a.example", "https://b.example"), "this site and 2 more", True),
        (("http://a.example",), "this site and 1 more", False),
        (("*",), "any site", False),
    ],
)
def test_a_chat_that_any_site_may_embed_is_warned_about(
    origins: tuple[str, ...], value: str, ok: bool
) -> None:
    row = panel(Config(cors_origins=origins))["Who may embed the chat"]
    assert (row.value, row.ok) == (value, ok)


@pytest.mark.parametrize(
    ("backend", "value", "ok"),
    [
        (
            "django.core.cache.backends.locmem.LocMemCache",
            "in the memory of each process",
            False,
        ),
        ("django.core.cache.backends.redis.RedisCache", "in Redis", True),
    ],
)
def test_limits_that_each_process_counts_by_itself_are_warned_about(
    site: Any, backend: str, value: str, ok: bool
) -> None:
    site.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://127.0.0.1:1"}}
    [row] = rows(CUSTOM, deployment.cache)
    assert (row.value, row.ok) == (value, ok)


def test_a_database_without_a_write_ahead_log_is_warned_about() -> None:
    [row] = rows(CUSTOM, lambda config: write_ahead_log("delete"))
    assert (row.value, row.ok) == ("SQLite, without a write-ahead log", False)


def test_whatever_needs_attention_says_what_to_do(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.OPENAI_API_KEY = ""
    site.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    }
    worst = Config(
        chat_enabled=False,
        cors_origins=("*",),
        workflow_id="latest",
        model="m",
        messages_per_day=0,
    )
    found = status(worst)

    assert len([row for row in found if not row.ok]) == 10
    for row in found:
        assert row.ok or row.hint, row


def test_what_browsers_reported_of_the_widget_is_shown_with_what_to_do() -> None:
    caches["default"].clear()
    client_errors.store("vanished", "cv.example")
    client_errors.store("timeout", "cv.example")

    found = [row for row in status(HOSTED) if row.label == "OpenAI's widget"]

    assert len(found) == 2
    for row in found:
        assert not row.ok
        assert "cv.example" in row.value
        assert "Add cv.example" in row.hint
