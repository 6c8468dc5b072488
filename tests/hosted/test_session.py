"""A session is minted for the visitor, with what the settings say."""

import json
import time
from typing import Any

import pytest

from chatkit.api import visitors
from tests.hosted.conftest import Configure
from tests.support.errors import assert_error
from tests.support.hosted_upstream import KEY, SECRET, WORKFLOW, Upstream
from tests.support.hosted_visitor import Visitor

pytestmark = pytest.mark.django_db(transaction=True)
URL = "/api/chatkit/session"


def post(client: Visitor, body: Any = None, **headers: str) -> Any:
    content = b"" if body is None else json.dumps(body).encode()
    return client.generic(
        "POST", URL, content, content_type="application/json", headers=headers
    )


def test_a_visitor_gets_a_secret_its_end_and_the_session(openai, client):
    answer = post(client)

    assert answer.status_code == 200
    given = answer.json()
    assert given["client_secret"] == f"{SECRET}_1"
    assert given["session_id"] == "cksess_1"
    assert time.time() + 590 < given["expires_at"] < time.time() + 610
    assert set(given) == {"client_secret", "session_id", "expires_at"}
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"] == "application/json"


def test_openai_is_asked_for_what_the_settings_say(openai, client, configure):
    configure(
        CHATKIT_MAX_FILES="3",
        CHATKIT_MAX_FILE_SIZE_MB="7",
        CHATKIT_MAX_REQUESTS_PER_MINUTE="15",
    )
    answer = post(client)

    [body] = openai.minted
    assert body == {
        "workflow": {"id": WORKFLOW},
        "user": body["user"],
        "expires_after": {"anchor": "created_at", "seconds": 600},
        "rate_limits": {"max_requests_per_1_minute": 15},
        "chatkit_configuration": {
            "automatic_thread_titling": {"enabled": True},
            "file_upload": {"enabled": True, "max_file_size": 7, "max_files": 3},
            "history": {"enabled": True},
        },
    }
    cookie = answer.cookies["chatkit_session_id"]
    assert cookie.value.startswith(f"{body['user']}:")
    assert body["user"].startswith("user_")


@pytest.mark.parametrize("off", ["False", "no", "0", "off"])
def test_uploads_that_are_off_are_off_at_openai(openai, client, configure, off):
    configure(CHATKIT_ENABLE_UPLOADS=off)
    post(client)

    [body] = openai.minted
    assert body["chatkit_configuration"]["file_upload"]["enabled"] is False


@pytest.mark.parametrize("project", ["", "proj_1"])
def test_headers_name_the_key_the_beta_and_who_pays(openai, client, settings, project):
    settings.OPENAI_PROJECT = settings.OPENAI_ORGANIZATION = project
    post(client)

    [request] = openai.requests
    assert request.headers["Authorization"] == f"Bearer {KEY}"
    assert request.headers["OpenAI-Beta"] == "chatkit_beta=v1"
    assert request.headers.get("OpenAI-Project", "") == project
    assert request.headers.get("OpenAI-Organization", "") == project
    assert len(request.headers["X-Client-Request-Id"]) == 32


@pytest.mark.parametrize(
    "body", [None, {}, {"agent_id": "a"}, {"agent_id": None}, {"other": [1]}]
)
def test_a_body_is_optional_and_an_agent_is_ignored(openai, client, body):
    assert post(client, body).status_code == 200
    assert "a" not in openai.minted[0]["workflow"]["id"].split("_")


def test_a_form_without_fields_is_no_body(openai, client):
    assert client.post(URL).status_code == 200
    assert_error(client.post(URL, {"a": "b"}), 415, "unsupported_media_type")


@pytest.mark.parametrize("body", [[], "text", 1, True])
def test_a_body_that_is_no_object_is_refused(openai, client, body):
    assert_error(post(client, body), 400, "invalid_request")
    assert openai.requests == []


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"{", 400, "invalid_request"),
        (b"\xff\xfe", 400, "invalid_request"),
        (b"[" * 10_000, 400, "invalid_request"),
        (b"x" * 100_000, 413, "too_large"),
        (b"x" * 5_000_000, 413, "too_large"),
    ],
)
def test_junk_is_refused(openai, client, content, status, code):
    answer = client.generic("POST", URL, content, content_type="application/json")
    assert_error(answer, status, code)
    assert openai.requests == []


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "nonsense"])
def test_a_body_of_another_kind_is_refused(openai, client, kind):
    answer = client.generic("POST", URL, b"{}", content_type=kind)
    assert_error(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize("address", ["session", "refresh"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])
def test_only_post_is_taken(openai, client, method, address):
    answer = client.generic(method, f"/api/chatkit/{address}")

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    if method != "HEAD":
        assert_error(answer, 405, "method_not_allowed")
    assert openai.requests == []


def test_the_configuration_is_only_read(client):
    answer = client.post("/api/chatkit/config")
    assert_error(answer, 405, "method_not_allowed")
    assert answer["Allow"] == "GET, HEAD"
    assert client.head("/api/chatkit/config").status_code == 200


def test_an_address_that_does_not_exist_says_so_in_the_one_shape(client):
    for method in (client.get, client.post):
        assert_error(method("/api/chatkit/session/"), 404, "not_found")


def test_whatever_a_client_accepts_it_gets_json(openai, client):
    assert post(client, accept="text/html").status_code == 200


def test_a_foreign_origin_gets_no_secret(openai, client):
    answer = post(client, origin="https://bad.example")
    assert_error(answer, 403, "origin_not_allowed")
    assert openai.requests == []


def test_a_forged_cookie_is_replaced_by_a_new_visitor(openai, client):
    client.cookies["chatkit_session_id"] = "user_victim:forged:signature"
    answer = post(client)

    [body] = openai.minted
    assert body["user"] != "user_victim"
    assert answer.cookies["chatkit_session_id"].value.startswith(body["user"])


@pytest.mark.parametrize(
    ("key", "variables"),
    [
        ("", {}),
        (KEY, {"CHATKIT_WORKFLOW_ID": ""}),
        (KEY, {"CHATKIT_INTEGRATION_TYPE": "custom"}),
        ("\u201csk-letters\u201d", {}),
        ("sk-a\nb", {}),
    ],
)
def test_what_is_not_configured_is_refused_before_anything_is_sent(
    openai: Upstream,
    client: Visitor,
    settings: Any,
    configure: Configure,
    key: str,
    variables: dict[str, str],
) -> None:
    settings.OPENAI_API_KEY = key
    configure(**variables)

    answer = post(client)

    assert_error(answer, 503, "not_configured")
    assert not {"OPENAI", "CHATKIT", "letters"} & set(answer.content.decode().split())
    assert openai.requests == []


def test_the_key_is_not_sent_in_the_clear(openai, client, settings):
    settings.OPENAI_BASE_URL = "http://models.example/v1"
    assert_error(post(client), 503, "not_configured")


def test_a_visitor_may_start_as_often_as_the_limit_says(openai, client, configure):
    configure(CHATKIT_MAX_REQUESTS_PER_MINUTE="3")
    post(client)
    answers = [post(client) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert_error(answers[-1], 429, "rate_limited")
    assert int(answers[-1]["Retry-After"]) > 0
    assert len(openai.minted) == 1  # a secret given again counts as well


def test_an_address_that_drops_its_cookies_is_limited_too(openai, arrive, configure):
    configure(CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS="4")
    answers = [post(arrive()) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429] * 2
    assert len(openai.minted) == 4


def test_both_cookies_are_for_this_site_and_no_script(openai, client, settings):
    settings.SESSION_COOKIE_SECURE = True
    cookies = post(client).cookies

    for name in ("__Host-chatkit_session_id", "chatkit_session_id_secret"):
        assert '"' not in cookies[name].OutputString()
        assert cookies[name]["httponly"]
        assert cookies[name]["secure"]
        assert cookies[name]["samesite"] == "Lax"
        assert cookies[name]["max-age"] == visitors.LIFETIME.total_seconds()
    assert cookies["chatkit_session_id_secret"]["path"] == "/api/chatkit/"
    assert SECRET not in str(cookies)
