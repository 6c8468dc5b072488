"""``doctor --live`` in hosted mode: a session is made, and each failure is explained."""

import pytest

from tests.support.doctor import run
from tests.support.live_findings import HOSTED, SESSIONS, live
from tests.support.openai_stub import KEY, REQUEST_ID, SECRET, WORKFLOW, Scripted

CANCEL = f"{SESSIONS}/cksess_1/cancel"


@pytest.mark.django_db
def test_a_good_hosted_site_is_ready(openai, settings):
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["localhost"]

    result = run("--live")

    assert result.status == 0
    assert "made and cancelled a session in" in result.text
    assert f"Request id: {REQUEST_ID}." in result.text
    assert "Ready: visitors get answers. 0 errors," in result.text
    assert KEY not in result.output
    assert SECRET not in result.output


@pytest.mark.django_db
def test_a_wrong_key_is_not_ready(openai, settings):
    settings.OPENAI_API_KEY = "sk-wrong"

    result = run("--live")

    assert result.status == 1
    assert "refuses the key (401)" in result.text
    assert "Make a new key at https://platform.openai.com/api-keys" in result.text
    assert "sk-wrong" not in result.output
    assert "Incorrect API key" not in result.output


def test_the_session_is_minted_for_the_doctor_and_cancelled(openai):
    assert live(HOSTED).level == "ok"

    minted, cancelled = openai.requests
    assert minted.body["workflow"] == {"id": WORKFLOW}
    assert minted.body["user"] == "chatkit-doctor"
    assert minted.headers["Authorization"] == f"Bearer {KEY}"
    assert (cancelled.path, cancelled.body) == (CANCEL, None)


def test_a_session_that_is_not_cancelled_is_a_warning(openai):
    openai.refuse(CANCEL, 500)

    finding = live(HOSTED)

    assert finding.level == "warning"
    assert "made a session but did not cancel it" in finding.title


def test_a_workflow_of_another_project_is_named_with_the_usual_cause(openai):
    finding = live({**HOSTED, "CHATKIT_WORKFLOW_ID": "wf_elsewhere"})

    assert finding.level == "error"
    assert "does not find the workflow wf_elsewhere (404)" in finding.title
    assert "the key belongs to another project" in finding.detail
    assert f"Request id: {REQUEST_ID}." in finding.detail


@pytest.mark.parametrize(
    ("status", "code", "title", "remedy"),
    [
        (401, None, "refuses the key (401)", "Make a new key"),
        (403, None, "The key may not do this (403", "Give the key all permissions"),
        (410, None, "(410)", "choose custom mode"),
        (429, None, "too many requests", "Wait a minute."),
        (429, "insufficient_quota", "no credit left", "Add credit"),
        (500, None, "has a problem of its own (500)", "https://status.openai.com"),
        (503, None, "has a problem of its own (503)", "https://status.openai.com"),
        (400, None, "refuses the request (400)", "Compare the name"),
    ],
)
def test_each_refusal_has_its_title_and_its_remedy(openai, status, code, title, remedy):
    openai.refuse(SESSIONS, status, code)

    finding = live(HOSTED)

    assert finding.level == "error"
    assert title in finding.title
    assert remedy in finding.remedy
    assert f"Request id: {REQUEST_ID}." in finding.detail


def test_after_the_end_of_agent_builder_a_missing_workflow_is_explained_by_it(
    openai, monkeypatch
):
    openai.refuse(SESSIONS, 404)
    monkeypatch.setattr("chatkit.config.agent_builder.days_left", lambda: -1)

    assert live(HOSTED).detail.startswith("Agent Builder has ended")


@pytest.mark.parametrize(
    "answer",
    [
        Scripted(200, text="<html>upstream text</html>"),
        Scripted(200, ["upstream text"]),
        Scripted(200, {"id": "cksess_1"}),
        Scripted(200, {"id": "../../files", "client_secret": SECRET}),
        Scripted(200, {"id": 1, "client_secret": SECRET}),
    ],
)
def test_an_answer_that_is_no_session_is_odd(openai, answer):
    openai.answers[SESSIONS] = answer

    finding = live(HOSTED)

    assert finding.level == "error"
    assert "sends an unexpected answer" in finding.title
    assert len(openai.requests) == 1


def test_a_redirect_is_not_followed_with_the_key(openai):
    openai.answers[SESSIONS] = Scripted(
        302, headers={"Location": f"{openai.url}/elsewhere"}
    )

    assert "points elsewhere (302)" in live(HOSTED).title
    assert len(openai.requests) == 1


def test_a_request_id_is_shown_only_if_it_is_one(openai):
    openai.answers[SESSIONS] = Scripted(
        500, headers={"x-request-id": "upstream text \x1b[2J"}
    )

    assert "Request id" not in live(HOSTED).detail
