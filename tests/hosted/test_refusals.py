"""What OpenAI refuses becomes a sentence for the visitor and a line for the log."""

import socket
import time
from typing import Any

import pytest

from chatkit.config import conf, mode, upstream
from chatkit.hosted import connections
from tests.support.errors import assert_error
from tests.support.hosted_upstream import (
    KEY,
    REQUEST_ID,
    SECRET,
    SESSIONS,
    TEXT,
    Scripted,
    Upstream,
)
from tests.support.hosted_visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)
NOTHING = "The chat service is not available."


def post(client: Visitor) -> Any:
    return client.post("/api/chatkit/session")


def refused(status: int, message: str = "", **headers: str) -> Scripted:
    """A refusal in OpenAI's shape that says what nobody may pass on."""
    error = {"message": f"{message} {KEY} {TEXT}", "type": "error", "code": None}
    return Scripted(status, {"error": error}, headers=headers)


@pytest.fixture(autouse=True)
def _nothing_leaks(caplog: pytest.LogCaptureFixture) -> Any:
    """No test's log has what OpenAI said, the key or a secret in it."""
    yield
    told = "".join(record.getMessage() for record in caplog.get_records("call"))
    for secret in (KEY, SECRET, TEXT):
        assert secret not in told


@pytest.mark.parametrize(
    ("answer", "status", "code"),
    [
        (refused(401), 502, "upstream_auth"),
        (refused(403), 502, "upstream_auth"),
        (refused(404, "Workflow with id 'wf_1' not found."), 502, "workflow_not_found"),
        (refused(404), 502, "workflow_not_found"),
        (refused(400), 502, "upstream_refused"),
        (refused(409), 502, "upstream_refused"),
        (refused(410), 502, "upstream_refused"),
        (refused(422), 502, "upstream_refused"),
        (refused(500), 502, "upstream_refused"),
        (refused(503), 502, "upstream_refused"),
        (Scripted(302, {}, headers={"Location": "/"}), 502, "upstream_refused"),
        (Scripted(401, text=f"<html>{TEXT} {KEY}</html>"), 502, "upstream_auth"),
        (Scripted(401, ["no", "object"]), 502, "upstream_auth"),
        (Scripted(401, {"error": "text"}), 502, "upstream_auth"),
        (Scripted(401, {"error": {"code": [1]}}), 502, "upstream_auth"),
    ],
)
def test_a_refusal_tells_the_visitor_nothing_and_the_log_enough(
    openai: Upstream,
    client: Visitor,
    caplog: pytest.LogCaptureFixture,
    answer: Scripted,
    status: int,
    code: str,
) -> None:
    openai.answers[SESSIONS] = answer

    given = post(client)

    assert_error(given, status, code)
    assert given.json() == {"error": {"code": code, "message": NOTHING}}
    assert given["Cache-Control"] == "no-store"
    [line] = [
        r.message for r in caplog.records if r.name == "chatkit.hosted.error_mapping"
    ]
    assert f"status {answer.status}, x-request-id {REQUEST_ID}" in line
    [request] = openai.requests
    ours = request.headers["X-Client-Request-Id"]
    assert line.endswith(f"correlation id {ours}")
    assert given["X-Request-ID"] == ours


def test_the_usual_cause_of_a_missing_workflow_is_in_the_log(openai, client, caplog):
    openai.answers[SESSIONS] = refused(404, "Workflow not found.")
    post(client)
    assert "the key belongs to another project" in caplog.text


@pytest.mark.parametrize(
    ("given", "expected"),
    [("7", "7"), ("", "10"), ("soon", "10"), ("-1", "10"), ("9" * 30, "10")],
)
def test_a_busy_openai_says_when_to_try_again(openai, client, given, expected):
    openai.answers[SESSIONS] = refused(429, **({"Retry-After": given} if given else {}))

    answer = post(client)

    assert_error(answer, 503, "upstream_busy")
    assert answer.json()["error"]["message"] == "The chat service is busy."
    assert answer["Retry-After"] == expected


def test_credit_that_is_spent_is_in_the_log(openai, client, caplog):
    error = {"message": TEXT, "code": "insufficient_quota"}
    openai.answers[SESSIONS] = Scripted(429, {"error": error})
    assert_error(post(client), 503, "upstream_busy")
    assert "status 429 insufficient_quota" in caplog.text


def test_an_openai_that_takes_too_long_is_not_waited_for(openai, client, monkeypatch):
    openai.answers[SESSIONS] = Scripted(200, {}, delay=20)
    monkeypatch.setattr(connections, "ANSWER_TIMEOUT", 0.2)
    began = time.monotonic()

    answer = post(client)

    assert_error(answer, 504, "upstream_timeout")
    assert "try again in a moment" in answer.json()["error"]["message"]
    assert time.monotonic() - began < 3
    assert len(openai.requests) == 1  # a lost answer may have minted one


def test_a_closed_port_is_an_openai_that_is_not_there(openai, client, settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    settings.OPENAI_BASE_URL = f"http://127.0.0.1:{port}/v1"

    answer = post(client)

    assert_error(answer, 502, "upstream_refused")
    assert str(port) not in answer.content.decode()


COMPLETE = {"id": "cksess_1", "client_secret": SECRET, "expires_at": 1_800_000_600}


@pytest.mark.parametrize(
    "answer",
    [
        Scripted(200, text=f"<html>{TEXT}</html>"),
        Scripted(200, text="[" * 100_000),
        Scripted(200, ["list"]),
        Scripted(200, {}),
        Scripted(200, {**COMPLETE, "client_secret": ""}),
        Scripted(200, {**COMPLETE, "client_secret": None}),
        Scripted(200, {**COMPLETE, "client_secret": "a\r\nb"}),
        Scripted(200, {**COMPLETE, "expires_at": None}),
        Scripted(200, {**COMPLETE, "expires_at": "soon"}),
        Scripted(200, {**COMPLETE, "expires_at": True}),
        Scripted(200, {**COMPLETE, "id": "../../files"}),
        Scripted(200, {**COMPLETE, "id": 1}),
    ],
)
def test_an_answer_that_is_no_session_is_refused(openai, client, caplog, answer):
    openai.answers[SESSIONS] = answer

    assert_error(post(client), 502, "upstream_refused")
    assert f"an unexpected answer, x-request-id {REQUEST_ID}" in caplog.text


def test_a_request_id_is_logged_only_if_it_is_one(openai, client, caplog):
    openai.answers[SESSIONS] = refused(500, **{"x-request-id": f"{TEXT} \x1b[2J"})
    post(client)
    assert "x-request-id none" in caplog.text


def test_a_cache_that_is_down_costs_nothing(openai, client, settings, caplog):
    gone = {"BACKEND": "chatkit.api.cache.SharedClientRedisCache"}
    down = {"default": {**gone, "LOCATION": "redis://127.0.0.1:1"}}
    settings.CACHES = {**settings.CACHES, **down}

    assert [post(client).status_code for _ in range(2)] == [200, 200]
    assert len(openai.minted) == 1
    assert caplog.text.count("The shared cache does not answer") == 1
    openai.answers[SESSIONS] = refused(401)
    client.cookies.clear()
    assert_error(post(client), 502, "upstream_auth")
    upstream.refresh()
    assert mode.in_effect(conf.current()).effective == "custom"


def test_in_debug_the_answer_says_more_but_nothing_of_openais(openai, client, settings):
    settings.DEBUG = True
    openai.answers[SESSIONS] = refused(401)
    error = post(client).json()["error"]
    assert error["detail"] == f"status 401, x-request-id {REQUEST_ID}"


def test_a_failure_nobody_foresaw_has_the_one_shape(
    openai, client, monkeypatch, caplog
):
    def broken(*args: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("chatkit.hosted.sessions.request_body", broken)
    assert_error(post(client), 500, "internal_error")
    assert "/api/chatkit/session failed" in caplog.text
