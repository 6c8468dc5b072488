"""A visitor trades a secret that is theirs for a new one; nobody else can."""

import time
from typing import Any

import pytest

from tests.support.errors import assert_error
from tests.support.hosted_upstream import SECRET, Scripted, Upstream
from tests.support.hosted_visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/api/chatkit/refresh"


def start(client: Visitor) -> str:
    return str(client.post("/api/chatkit/session").json()["client_secret"])


def refresh(client: Visitor, secret: Any) -> Any:
    body = {"current_client_secret": secret}
    return client.post(URL, body, content_type="application/json")


def test_a_refresh_mints_anew_and_cancels_the_old_session(openai, client):
    answer = refresh(client, start(client))

    assert answer.status_code == 200
    assert answer.json()["client_secret"] == f"{SECRET}_2"
    assert answer.json()["session_id"] == "cksess_2"
    assert set(answer.json()) == {"client_secret", "session_id", "expires_at"}
    assert answer["Cache-Control"] == "no-store"
    client.wait_for_cancellations()
    assert openai.cancelled == ["cksess_1"]
    first, second = openai.minted
    assert first == second


def test_the_visitor_does_not_wait_for_the_cancellation(openai, client):
    secret = start(client)
    openai.answers["/v1/chatkit/sessions/cksess_1/cancel"] = Scripted(200, {}, delay=2)
    began = time.monotonic()

    assert refresh(client, secret).status_code == 200
    assert time.monotonic() - began < 1
    openai.closing.set()
    client.wait_for_cancellations()


def test_a_cancellation_that_fails_is_only_logged(openai, client, caplog):
    openai.refuse("/v1/chatkit/sessions/cksess_1/cancel", 500)

    assert refresh(client, start(client)).status_code == 200
    client.wait_for_cancellations()
    assert "A session was not cancelled: status 500" in caplog.text


def test_a_refresh_goes_on_from_the_newest_secret_and_from_another_tabs(openai, client):
    first = start(client)
    second = refresh(client, first).json()["client_secret"]

    assert refresh(client, second).json()["client_secret"] == f"{SECRET}_3"
    assert refresh(client, first).json()["client_secret"] == f"{SECRET}_4"


@pytest.mark.parametrize("body", [{}, {"agent_id": "a"}])
def test_without_the_current_secret_there_is_no_new_one(openai, client, body):
    start(client)
    answer = client.post(URL, body, content_type="application/json")
    assert_error(answer, 400, "invalid_request")
    assert_error(
        client.generic("POST", URL, content_type="application/json"),
        400,
        "invalid_request",
    )
    assert len(openai.minted) == 1


@pytest.mark.parametrize("secret", [None, "", 1, True, 1.5, [], ["x"], {}, "\ud800"])
def test_a_secret_that_is_no_text_is_refused(openai, client, secret):
    start(client)
    assert_error(refresh(client, secret), 400, "invalid_request")


def test_junk_is_refused(openai, client):
    start(client)
    assert_error(refresh(client, "x" * 100_000), 413, "too_large")
    for content in (b"{", b"[]", b"null", b'"x"'):
        answer = client.generic("POST", URL, content, content_type="application/json")
        assert_error(answer, 400, "invalid_request")
    form = client.post(URL, {"current_client_secret": "x"})
    assert_error(form, 415, "unsupported_media_type")
    assert len(openai.minted) == 1


def test_another_visitors_secret_is_not_yours(openai, client, arrive):
    stranger = arrive()
    theirs, ours = start(stranger), start(client)

    assert_error(refresh(client, theirs), 403, "secret_not_yours")
    assert_error(refresh(client, f"{ours} "), 403, "secret_not_yours")
    assert_error(refresh(client, "unknown"), 403, "secret_not_yours")
    assert_error(refresh(arrive(), ours), 403, "secret_not_yours")
    assert len(openai.minted) == 2


def test_another_visitors_cookie_does_not_help(openai, client, arrive):
    stranger = arrive()
    theirs = start(stranger)
    start(client)
    name = "chatkit_session_id_secret"
    client.cookies[name] = stranger.cookies[name].value

    assert_error(refresh(client, theirs), 403, "secret_not_yours")
    client.cookies[name] = "forged"
    assert_error(refresh(client, theirs), 403, "secret_not_yours")


def test_a_secret_that_has_expired_is_still_yours_for_a_month(openai, client, clock):
    secret = start(client)
    clock.now += 24 * 60 * 60
    secret = refresh(client, secret).json()["client_secret"]
    clock.now += 31 * 24 * 60 * 60
    assert_error(refresh(client, secret), 403, "secret_not_yours")


def test_guesses_are_limited(openai, client, configure):
    configure(CHATKIT_MAX_REQUESTS_PER_MINUTE="3")
    start(client)
    answers = [refresh(client, "guess").status_code for _ in range(4)]
    assert answers == [403, 403, 429, 429]


def test_a_refusal_at_the_refresh_leaves_the_old_session_alone(
    openai: Upstream, client: Visitor
) -> None:
    secret = start(client)
    openai.queue.append(Scripted(500, {}))

    assert_error(refresh(client, secret), 502, "upstream_refused")
    client.wait_for_cancellations()
    assert openai.cancelled == []
