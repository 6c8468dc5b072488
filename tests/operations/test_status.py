"""What the admin's first page says of the chat."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from chatkit.answering.health import Failure
from chatkit.api.limits.redis import CountingRedisCache
from chatkit.config.resolve import Config
from chatkit.operations.status import Row, Site, status
from chatkit.widget.client_errors import Beacon

SITE = Site(
    key_set=True,
    cache="CountingDatabaseCache",
    database="SQLite",
    write_ahead_log=True,
    today=date(2026, 11, 23),
)
CUSTOM = Config(integration_type="custom")
HOSTED = Config(workflow_id="wf_1", domain_key="domain_pk_1")


def rows(config: Config, site: Site = SITE) -> dict[str, Row]:
    return {row.label: row for row in status(config, site)}


def test_a_site_in_custom_mode_needs_nothing() -> None:
    assert status(CUSTOM, replace(SITE, key_set=False)) == [
        Row("Chat", "on"),
        Row("Mode chosen", "custom"),
        Row("Mode in effect", "custom"),
        Row("OpenAI API key", "not set", hint="Not needed."),
        Row("Workflow", "not set", hint="Not needed."),
        Row("Domain key", "not set", hint="Not needed."),
        Row("Uploads", "on: 5 files of 10 MB"),
        Row("Limits", "10 a minute for a visitor, 60 for an address"),
        Row("Who may embed the chat", "this site only"),
        Row("Cache", "in the database"),
        Row("Database", "SQLite, with a write-ahead log"),
    ]


def test_hosted_mode_that_cannot_be_used_says_why(settings) -> None:
    settings.OPENAI_API_KEY = ""
    config = Config(domain_key="domain_pk_1", widget="openai")
    found = rows(config, replace(SITE, key_set=False))

    assert found["Mode chosen"] == Row("Mode chosen", "hosted")
    effective = found["Mode in effect"]
    assert (effective.value, effective.ok) == ("custom", False)
    assert "OPENAI_API_KEY is not set" in effective.hint
    assert "No workflow id is set" in effective.hint
    assert not found["OpenAI API key"].ok
    assert not found["Workflow"].ok
    assert not rows(Config(workflow_id="wf_1"))["Domain key"].ok


def test_an_owner_who_set_nothing_up_is_told_once_who_answers(
    settings,
) -> None:
    settings.OPENAI_API_KEY = ""
    found = status(Config(), replace(SITE, key_set=False))

    [told] = [row for row in found if not row.ok]
    assert (told.label, told.value) == ("Mode in effect", "custom")
    assert "Visitors are answered by this site itself" in told.hint
    assert "Choose custom as the integration type" in told.hint


def test_what_hosted_mode_needs_is_said_to_be_set_but_not_shown() -> None:
    found = status(HOSTED, SITE)

    assert {r.label for r in found if r.value == "set"} == {
        *("OpenAI API key", "Workflow", "Domain key"),
    }
    assert "domain_pk_1" not in str(found)


def test_our_own_widget_needs_no_domain_key() -> None:
    assert rows(Config(widget="builtin"))["Domain key"].ok


def test_a_model_needs_a_key() -> None:
    config = Config(integration_type="custom", model="m")
    assert not rows(config, replace(SITE, key_set=False))["OpenAI API key"].ok
    own = replace(SITE, key_set=False, model_needs_key=False)
    assert rows(config, own)["OpenAI API key"].ok


def test_the_owner_sees_why_the_model_gave_no_answer() -> None:
    config = Config(integration_type="custom", model="m")
    assert rows(config)["Model"] == Row("Model", "m")
    failure = Failure("refused", "AuthenticationError", 401, "req_1", 1_795_000_000)
    row = rows(config, replace(SITE, model_failure=failure))["Model"]
    assert not row.ok
    assert (
        "did not answer: it refused the request (401), 18 November 11:06 UTC,"
        " request id req_1." in row.hint
    )
    assert rows(config, replace(SITE, agent="a:b"))["Agent"].value == "a:b"


@pytest.mark.parametrize(
    ("today", "value"),
    [
        (date(2026, 11, 23), "shuts on 30 November 2026 (in 7 days)"),
        (date(2026, 11, 29), "shuts on 30 November 2026 (in 1 day)"),
        (date(2026, 11, 30), "shuts on 30 November 2026 (in 0 days)"),
        (date(2026, 12, 2), "shut since 30 November 2026 (2 days)"),
    ],
)
def test_the_end_of_agent_builder_is_counted_where_hosted_is_chosen(
    today: date, value: str
) -> None:
    row = rows(HOSTED, replace(SITE, today=today))["OpenAI's Agent Builder"]

    assert (row.value, row.ok) == (value, False)
    assert "OpenAI's Agent Builder" not in rows(CUSTOM)


def test_uploads_are_told_as_visitors_meet_them() -> None:
    assert rows(Config(enable_uploads=False))["Uploads"].value == "off"
    one = Config(max_files=1, max_file_size_mb=2)
    assert rows(one)["Uploads"].value == "on: 1 file of 2 MB"


@pytest.mark.parametrize(
    ("origins", "value", "ok"),
    [
        (("https://a.example", "https://b.example"), "this site and 2 more", True),
        (("*",), "any site", False),
    ],
)
def test_a_chat_that_any_site_may_embed_is_warned_about(
    origins: tuple[str, ...], value: str, ok: bool
) -> None:
    row = rows(Config(cors_origins=origins))["Who may embed the chat"]
    assert (row.value, row.ok) == (value, ok)


def test_limits_that_each_process_counts_by_itself_are_warned_about() -> None:
    row = rows(CUSTOM, replace(SITE, cache="LocMemCache"))["Cache"]
    assert (row.value, row.ok) == ("in the memory of each process", False)
    shared = rows(CUSTOM, replace(SITE, cache=CountingRedisCache.__name__))["Cache"]
    assert (shared.value, shared.ok) == ("in Redis", True)


def test_a_database_without_a_write_ahead_log_is_warned_about() -> None:
    assert not rows(CUSTOM, replace(SITE, write_ahead_log=False))["Database"].ok
    other = replace(SITE, database="PostgreSQL", write_ahead_log=None)
    assert rows(CUSTOM, other)["Database"] == Row("Database", "PostgreSQL")


def test_whatever_needs_attention_says_what_to_do() -> None:
    worst = Site(False, "LocMemCache", "SQLite", False, date(2026, 12, 1))
    for row in status(Config(cors_origins=("*",)), worst):
        assert row.ok or row.hint, row


def test_what_browsers_told_of_the_widget_is_shown_with_what_to_do() -> None:
    seen = datetime(2026, 11, 23, tzinfo=UTC)
    beacon = Beacon("vanished", "cv.example", 3, seen)
    row = rows(HOSTED, replace(SITE, beacons=(beacon,)))["OpenAI's widget"]
    assert not row.ok
    assert "cv.example" in row.value
    assert "Add cv.example" in row.hint
