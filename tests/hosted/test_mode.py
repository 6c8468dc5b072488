"""Hosted mode is in effect where it is chosen and can be asked for, at no query."""

from typing import Any

import pytest
from django.test import Client

from chatkit.config import conf, mode, upstream
from chatkit.config.upstream import Cause
from tests.hosted.conftest import Configure
from tests.support.hosted_upstream import KEY, Upstream
from tests.support.queries import counted


def in_effect() -> mode.Mode:
    return mode.in_effect(conf.current())


def test_hosted_mode_serves_with_a_key_and_a_workflow(openai: Upstream) -> None:
    assert in_effect() == mode.Mode("hosted", "hosted")


def test_custom_mode_needs_nothing(configure: Configure) -> None:
    configure(CHATKIT_INTEGRATION_TYPE="custom", CHATKIT_WORKFLOW_ID="")
    assert in_effect() == mode.Mode("custom", "custom")


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("OPENAI_API_KEY", "", "OPENAI_API_KEY is not set in the environment."),
        ("OPENAI_API_KEY", "\u201csk-a", "OPENAI_API_KEY has a curly quote in it."),
        ("OPENAI_PROJECT", "proj\n1", "OPENAI_PROJECT has a line break in it."),
        ("OPENAI_BASE_URL", "http://a.example", "OPENAI_BASE_URL is not https://."),
    ],
)
def test_what_can_not_be_sent_is_a_reason_for_custom_mode(
    openai: Upstream, settings: Any, name: str, value: str, reason: str
) -> None:
    setattr(settings, name, value)
    assert in_effect() == mode.Mode("hosted", "custom", (reason,))


def test_without_a_workflow_custom_mode_serves(
    openai: Upstream, configure: Configure
) -> None:
    configure(CHATKIT_WORKFLOW_ID="")
    assert in_effect().reasons == ("No workflow id is set (CHATKIT_WORKFLOW_ID).",)


@pytest.mark.django_db
def test_a_page_asks_for_the_mode_without_a_query(openai: Upstream) -> None:
    upstream.record(conf.current(), Cause.AUTH, 401, "req_1")
    with counted() as queries:
        assert in_effect().effective == "custom"
    assert queries == []


@pytest.mark.django_db
def test_the_note_holds_neither_key_nor_workflow(openai: Upstream) -> None:
    from chatkit.models import CacheEntry

    upstream.record(conf.current(), Cause.AUTH, 401, "req_1")
    [row] = CacheEntry.objects.filter(key__endswith=upstream.KEY)
    assert KEY not in row.value
    assert conf.current().workflow_id not in row.value


@pytest.mark.django_db
def test_a_site_without_a_key_never_reads_the_note(settings: Any) -> None:
    settings.OPENAI_API_KEY = ""
    with counted() as queries:
        upstream.refresh()
    assert queries == []


@pytest.mark.django_db
def test_the_owner_reads_the_last_refusal_in_the_status(
    openai: Upstream, client: Client
) -> None:
    upstream.record(conf.current(), Cause.WORKFLOW, 404, "")
    [reason] = in_effect().reasons
    assert reason == (
        "OpenAI did not find the workflow (its usual cause: the key belongs to another"
        " project): 404 at 15 January 08:00 UTC."
    )
