"""What OpenAI refuses for good is known to every process, and custom mode serves."""

import pytest
from django.core.cache import caches

from chatkit.config import conf, mode, upstream
from tests.hosted.test_refusals import post, refused
from tests.support.errors import assert_error
from tests.support.hosted_upstream import REQUEST_ID, SESSIONS, WORKFLOW

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_refused_key_is_noted_and_visitors_get_custom_mode(openai, client):
    openai.answers[SESSIONS] = refused(401)
    assert mode.in_effect(conf.current()).effective == "hosted"

    post(client)

    now = mode.in_effect(conf.current())
    assert (now.chosen, now.effective) == ("hosted", "custom")
    assert now.reasons == (
        "OpenAI refused the key: 401 at 15 January 08:00 UTC, request id"
        f" {REQUEST_ID}.",
    )


@pytest.mark.parametrize("status", [400, 429, 500])
def test_what_may_pass_changes_no_mode(openai, client, status):
    openai.answers[SESSIONS] = refused(status)
    post(client)
    assert mode.in_effect(conf.current()).effective == "hosted"


def test_other_processes_read_what_was_noted(openai, client, monkeypatch):
    openai.answers[SESSIONS] = refused(404, "Workflow not found.")
    post(client)
    monkeypatch.setattr(upstream, "_known", None)
    assert mode.in_effect(conf.current()).effective == "hosted"

    upstream.refresh()

    assert mode.in_effect(conf.current()).effective == "custom"


def test_a_refusal_is_believed_for_ten_minutes(openai, client, clock):
    openai.answers[SESSIONS] = refused(401)
    post(client)
    clock.now += 599
    assert mode.in_effect(conf.current()).effective == "custom"
    clock.now += 1
    assert mode.in_effect(conf.current()).effective == "hosted"
    upstream.refresh()
    assert mode.in_effect(conf.current()).effective == "hosted"


def test_another_key_or_workflow_starts_afresh(openai, client, settings, configure):
    openai.answers[SESSIONS] = refused(401)
    post(client)
    configure(CHATKIT_WORKFLOW_ID="wf_other")
    assert mode.in_effect(conf.current()).effective == "hosted"
    configure(CHATKIT_WORKFLOW_ID=WORKFLOW)
    assert mode.in_effect(conf.current()).effective == "custom"
    settings.OPENAI_API_KEY = "sk-another"
    assert mode.in_effect(conf.current()).effective == "hosted"


def test_a_session_that_is_minted_again_ends_the_verdict_everywhere(openai, client):
    openai.answers[SESSIONS] = refused(401)
    post(client)
    del openai.answers[SESSIONS]

    assert post(client).status_code == 200

    assert mode.in_effect(conf.current()).effective == "hosted"
    upstream.refresh()
    assert mode.in_effect(conf.current()).effective == "hosted"


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize(
    ("status", "message"),
    [(404, ""), (410, ""), (400, "Workflow with id 'wf_1' can't be run.")],
)
def test_after_the_end_what_is_gone_means_custom_mode(
    openai, client, clock, status, message
):
    openai.answers[SESSIONS] = refused(status, message)

    assert_error(post(client), 503, "not_configured")

    now = mode.in_effect(conf.current())
    assert now.effective == "custom"
    assert now.reasons[0].startswith(f"OpenAI has ended hosted workflows: {status} at")
    clock.now += 23 * 60 * 60
    assert mode.in_effect(conf.current()).effective == "custom"


@pytest.mark.usefixtures("ended")
def test_after_the_end_a_workflow_may_still_be_of_another_project(openai, client):
    openai.answers[SESSIONS] = refused(404, "Workflow with id 'wf_1' not found.")
    assert_error(post(client), 502, "workflow_not_found")


def test_what_another_version_noted_is_ignored(openai, client):
    for junk in ({"cause": "?"}, {"cause": upstream.Cause.AUTH, "x": 1}, "text"):
        caches["default"].set(upstream.KEY, junk)
        upstream.refresh()
        assert mode.in_effect(conf.current()).effective == "hosted"
