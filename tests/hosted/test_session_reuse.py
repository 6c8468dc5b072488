"""A visitor who reloads gets the same secret again, and OpenAI is not asked."""

import json
from base64 import urlsafe_b64decode

import pytest

from chatkit.hosted import session_cookie
from tests.support.hosted_upstream import SECRET
from tests.support.hosted_visitor import Visitor
from tests.support.queries import counted

pytestmark = pytest.mark.django_db(transaction=True)
COOKIE = "chatkit_session_id_secret"


def secret(client: Visitor) -> str:
    answer = client.post("/api/chatkit/session")
    assert answer.status_code == 200, answer.content
    return str(answer.json()["client_secret"])


def test_reloads_cost_one_session(openai, client):
    assert {secret(client) for _ in range(5)} == {f"{SECRET}_1"}
    assert len(openai.requests) == 1


def test_the_end_stays_what_it_was(openai, client, clock):
    first = client.post("/api/chatkit/session").json()
    clock.now += 100
    assert client.post("/api/chatkit/session").json() == first


def test_a_secret_is_given_again_while_it_has_a_minute(openai, client, clock):
    secret(client)
    clock.now += 540
    assert secret(client) == f"{SECRET}_1"
    clock.now += 1
    assert secret(client) == f"{SECRET}_2"
    assert len(openai.minted) == 2


def test_each_visitor_has_a_secret_of_their_own(openai, arrive):
    assert secret(arrive()) != secret(arrive())


def test_a_refresh_never_reuses_and_a_reload_gets_what_it_minted(openai, client):
    body = {"current_client_secret": secret(client)}
    for _ in range(2):
        answer = client.post(
            "/api/chatkit/refresh", body, content_type="application/json"
        )
        body = {"current_client_secret": answer.json()["client_secret"]}
    assert body == {"current_client_secret": f"{SECRET}_3"}
    assert secret(client) == f"{SECRET}_3"


def test_a_secret_that_was_given_again_can_be_refreshed(openai, client):
    secret(client)
    body = {"current_client_secret": secret(client)}
    answer = client.post("/api/chatkit/refresh", body, content_type="application/json")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"CHATKIT_ENABLE_UPLOADS": "no"},
        {"CHATKIT_MAX_FILES": "2"},
        {"CHATKIT_MAX_FILE_SIZE_MB": "2"},
        {"CHATKIT_MAX_REQUESTS_PER_MINUTE": "20"},
    ],
)
def test_a_changed_setting_mints_anew(openai, client, configure, changed):
    secret(client)
    configure(**changed)
    assert secret(client) == f"{SECRET}_2"


def test_another_project_mints_anew(openai, client, settings):
    secret(client)
    settings.OPENAI_PROJECT = "proj_1"
    assert secret(client) == f"{SECRET}_2"


def test_no_secret_is_in_a_cookie_or_the_database_in_the_clear(openai, client):
    with counted() as queries:
        secret(client)
    token = client.cookies[COOKIE].value
    assert SECRET not in token
    assert b"ek_" not in urlsafe_b64decode(token + "==")
    assert not any("chatkit.session" in query for query in queries)


def test_a_session_and_a_reload_query_nothing_but_their_counts(openai, client):
    for _ in range(2):
        with counted() as queries:
            secret(client)
        assert all("chatkit_cacheentry" in query for query in queries)
        assert len([q for q in queries if not q.startswith("DELETE")]) <= 4, queries


def test_another_visitors_cookie_opens_nothing(openai, client, arrive):
    stranger = arrive()
    secret(stranger)
    secret(client)
    client.cookies[COOKIE] = stranger.cookies[COOKIE].value
    assert secret(client) == f"{SECRET}_3"


def old_format() -> str:
    proof = f"{'0' * 32}.cksess_1"
    return f"{'A' * 200}~{proof}:1tHsGy:{'B' * 43}"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "junk",
        "~",
        "A" * 40,
        "gAAAA",
        "\u00e9",
        old_format(),
    ],
)
def test_a_cookie_that_is_not_ours_is_ignored(openai, client, value):
    secret(client)
    client.cookies[COOKIE] = value
    assert secret(client) == f"{SECRET}_2"


@pytest.mark.parametrize("content", [[], None, 1, {}, {"visitor": "x"}])
def test_a_cookie_of_another_version_is_ignored(openai, client, content):
    secret(client)
    token = session_cookie._fernet().encrypt(json.dumps(content).encode())
    client.cookies[COOKIE] = token.decode().rstrip("=")
    assert secret(client) == f"{SECRET}_2"


def test_another_secret_key_mints_anew_unless_it_is_a_fallback(
    openai, client, settings
):
    secret(client)
    old = settings.SECRET_KEY
    settings.SECRET_KEY = old[::-1]
    settings.SECRET_KEY_FALLBACKS = [old]
    assert secret(client) == f"{SECRET}_1"

    settings.SECRET_KEY = "another"  # noqa: S105
    settings.SECRET_KEY_FALLBACKS = []
    assert secret(client) == f"{SECRET}_2"


def test_a_short_lived_secret_is_not_reused(openai, client, clock):
    openai.mint = lambda request: {
        "id": "cksess_9",
        "client_secret": "short",
        "expires_at": int(clock.now + 30),
    }
    assert [secret(client), secret(client)] == ["short", "short"]
    assert len(openai.minted) == 2


@pytest.mark.parametrize(("length", "minted"), [(1_500, 1), (1_501, 2), (50_000, 2)])
def test_a_cookie_fits_into_what_browsers_keep(openai, client, clock, length, minted):
    given = "\u00e9" * (length // 2) + "x" * (length % 2)
    openai.mint = lambda request: {
        "id": "i" * 200,
        "client_secret": given,
        "expires_at": int(clock.now + 600),
    }
    assert [secret(client), secret(client)] == [given, given]
    assert len(openai.minted) == minted
    body = {"current_client_secret": given}
    if length < 16_000:
        answer = client.post(
            "/api/chatkit/refresh", body, content_type="application/json"
        )
        assert answer.status_code == 200
    assert len(client.cookies[COOKIE].OutputString()) < 4_096
