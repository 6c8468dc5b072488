"""``doctor --live`` against a stand-in for OpenAI: the right words and exit status."""

import re
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from chatkit import doctor
from chatkit.finding import Finding
from chatkit.hosted import client
from chatkit.resolve import resolve
from tests import openai_stub
from tests.doctor import command_line, run
from tests.openai_stub import KEY, REQUEST_ID, SECRET, WORKFLOW, OpenAI, Scripted

SESSIONS = "/v1/chatkit/sessions"
CANCEL = f"{SESSIONS}/cksess_1/cancel"
HOSTED = {"CHATKIT_INTEGRATION_TYPE": "hosted", "CHATKIT_WORKFLOW_ID": WORKFLOW}
MODEL = {
    "CHATKIT_INTEGRATION_TYPE": "custom",
    "CHATKIT_MODEL": "gpt-5-mini",
    "CHATKIT_MODEL_API": "responses",
}


@pytest.fixture
def openai(settings: Any) -> Iterator[OpenAI]:
    """The stand-in, and a site that asks it with the right key."""
    with openai_stub.serve() as server:
        settings.OPENAI_BASE_URL = server.url
        settings.OPENAI_API_KEY = KEY
        settings.CHATKIT_ENVIRONMENT = HOSTED
        yield server


def live(variables: dict[str, str]) -> Finding:
    """The one finding, which never says what nobody may read."""
    [finding] = doctor.examine_live(resolve(variables))
    for secret in (KEY, SECRET, "upstream text"):
        assert secret not in repr(finding)
    return finding


def test_a_good_hosted_site_is_ready_on_the_command_line(tmp_path):
    command_line(tmp_path, "migrate", "--verbosity=0")
    with openai_stub.serve() as openai:
        result = command_line(
            tmp_path,
            *("doctor", "--live"),
            **HOSTED,
            OPENAI_API_KEY=KEY,
            OPENAI_BASE_URL=openai.url,
        )

    assert result.status == 0
    assert "made and cancelled a session in" in result.text
    assert f"Request id: {REQUEST_ID}." in result.text
    assert "Ready: visitors get answers. 0 errors," in result.text
    assert KEY not in result.output
    assert SECRET not in result.output


def test_a_wrong_key_is_not_ready_on_the_command_line(tmp_path):
    command_line(tmp_path, "migrate", "--verbosity=0")
    with openai_stub.serve() as openai:
        result = command_line(
            tmp_path,
            *("doctor", "--live"),
            **HOSTED,
            OPENAI_API_KEY="sk-wrong",
            OPENAI_BASE_URL=openai.url,
        )

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
        (500, None, "has trouble of its own (500)", "https://status.openai.com"),
        (503, None, "has trouble of its own (503)", "https://status.openai.com"),
        (400, None, "refuses the request (400)", "Compare the name"),
    ],
)
def test_each_refusal_has_its_words_and_its_remedy(openai, status, code, title, remedy):
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
    monkeypatch.setattr("chatkit.doctor.verdicts.days_left", lambda today: -1)

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
    assert "answers with something else than was asked for" in finding.title
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


def test_an_upstream_that_does_not_answer_in_time_is_slow(openai, monkeypatch):
    openai.answers[SESSIONS] = Scripted(200, delay=30)
    monkeypatch.setattr(client, "TIMEOUT", (3, 0.2))

    finding = live(HOSTED)

    assert "does not answer within 0.2 seconds" in finding.title
    assert "https://status.openai.com" in finding.remedy


@pytest.mark.django_db
def test_a_closed_port_is_an_unreachable_network(settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    settings.OPENAI_API_KEY = KEY
    settings.OPENAI_BASE_URL = f"http://127.0.0.1:{port}/v1"
    settings.CHATKIT_ENVIRONMENT = HOSTED

    result = run("--live")

    assert result.status == 1
    assert f"error 127.0.0.1:{port} can't be reached" in result.text
    assert "through the firewall" in result.text


def test_a_name_that_does_not_resolve_is_told_from_a_closed_port(settings, monkeypatch):
    def unknown(*args: Any, **kwargs: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    settings.OPENAI_API_KEY = KEY
    settings.OPENAI_BASE_URL = "https://models.invalid/v1"

    assert live(HOSTED).title == "The name models.invalid can't be resolved"


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["\u201csk-letters\u201d", "sk-a\nsk-letters"])
def test_a_spoilt_key_is_never_sent(openai, settings, key):
    settings.OPENAI_API_KEY = key

    result = run("--live")

    assert result.status == 1
    assert "error Nothing was sent upstream OPENAI_API_KEY has a" in result.text
    assert "letters" not in result.output
    assert openai.requests == []


def test_a_key_is_not_sent_in_the_clear_nor_with_a_spoilt_workflow(openai, settings):
    finding = live({**HOSTED, "CHATKIT_WORKFLOW_ID": "sk-other"})
    assert (finding.title, finding.level) == ("Nothing was sent upstream", "error")
    assert "sk-other" not in repr(finding)

    settings.OPENAI_BASE_URL = "http://models.example/v1"
    finding = live(HOSTED)
    assert finding.title == "Nothing was sent upstream"
    assert "OPENAI_BASE_URL is not https://" in finding.detail
    assert openai.requests == []


def test_where_nothing_is_configured_nothing_is_asked(openai, settings):
    finding = live({"CHATKIT_INTEGRATION_TYPE": "custom"})
    assert (finding.level, finding.title) == ("ok", "Nothing to ask upstream")

    settings.OPENAI_API_KEY = ""
    assert live(HOSTED).detail == "OPENAI_API_KEY is not set."
    assert openai.requests == []


def test_the_model_is_asked_one_word(openai):
    finding = live(MODEL)

    assert re.fullmatch(r"The model gpt-5-mini answered in \d\.\d s", finding.title)
    [asked] = openai.requests
    assert asked.path == "/v1/responses"
    assert (asked.body["model"], asked.body["store"]) == ("gpt-5-mini", False)


def test_a_server_that_is_not_openai_s_is_asked_as_for_visitors_and_needs_no_key(
    openai, settings
):
    settings.OPENAI_API_KEY = ""
    openai.answers["/v1/chat/completions"] = Scripted(200, {"choices": []})

    assert live(MODEL | {"CHATKIT_MODEL_API": "auto"}).level == "ok"
    assert [request.path for request in openai.requests] == ["/v1/chat/completions"]


def test_the_agent_is_imported_and_what_is_wrong_with_it_is_told(openai, settings):
    settings.CHATKIT_AGENT = "json:loads"
    found = doctor.examine_live(resolve(MODEL))
    assert (found[0].id, found[0].level) == ("live-agent", "ok")

    settings.CHATKIT_AGENT = "json:missing"
    [finding, _] = doctor.examine_live(resolve(MODEL))
    assert finding.level == "error"
    assert "raised AttributeError" in finding.detail


def test_an_unknown_model_is_told_as_such_and_not_asked_for_twice(openai):
    openai.refuse("/v1/responses", 404, "model_not_found")

    finding = live(MODEL)

    assert (finding.level, finding.id) == ("error", "live-model")
    assert "does not know the model gpt-5-mini (404)" in finding.title
    assert len(openai.requests) == 1


def test_an_answer_that_is_no_models_is_odd(openai):
    openai.answers["/v1/responses"] = Scripted(200, {"id": "resp_1"})
    assert "something else than was asked for" in live(MODEL).title


def test_what_is_wrong_with_the_key_is_told_once(openai, settings):
    settings.OPENAI_API_KEY = "sk-wrong"

    finding = live(HOSTED | {"CHATKIT_MODEL": "gpt-5-mini"})

    assert (finding.id, "(401)" in finding.title) == ("live-session", True)
