"""A visitor who reloads gets the same secret again, and OpenAI is not asked."""

import pytest
from django.core.cache import caches
from django.test import Client

from chatkit.hosted import reuse
from tests.hosted.upstream import SECRET
from tests.queries import counted

pytestmark = pytest.mark.django_db


def secret(client: Client) -> str:
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


def test_each_visitor_has_a_secret_of_their_own(openai):
    assert secret(Client()) != secret(Client())


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


def test_the_cache_holds_no_secret_in_the_clear(openai, client):
    with counted() as queries:
        secret(client)
    [row] = rows()
    assert SECRET not in row
    assert "user_" not in row
    assert not any(SECRET in query for query in queries)


def test_a_session_takes_two_queries_and_a_reload_two(openai, client):
    for _ in range(2):  # to count the visitor and the address, and for the secret
        with counted() as queries:
            secret(client)
        assert len([q for q in queries if not q.startswith("DELETE")]) == 2, queries


def test_what_another_key_encrypted_is_not_used(openai, client, settings):
    secret(client)
    cookies = dict(client.cookies)
    reuse._cipher.cache_clear()
    token = reuse._cipher("another").encrypt(b"{}").decode()
    for junk in (token, "junk", 1):
        [key] = keys()
        caches["default"].set(key, junk)
        client.cookies.update(cookies)
        assert secret(client) != ""
    assert len(openai.minted) == 4


def test_a_short_lived_secret_is_not_kept(openai, client, clock):
    lifetime = clock.now + 30
    openai.mint = lambda request: {
        "id": "cksess_9",
        "client_secret": "short",
        "expires_at": int(lifetime),
    }
    assert [secret(client), secret(client)] == ["short", "short"]
    assert len(openai.minted) == 2
    assert rows() == []


def rows() -> list[str]:
    """The cache's rows of secrets, whole."""
    from chatkit.models import CacheEntry

    found = CacheEntry.objects.filter(key__contains="chatkit.session.")
    return [f"{row.key} {row.value}" for row in found]


def keys() -> list[str]:
    return [row.split(" ")[0].split(":")[-1] for row in rows()]
