"""A visitor who reloads gets the same secret again, and OpenAI is not asked."""

from base64 import urlsafe_b64decode

import pytest

from chatkit.config import conf
from chatkit.hosted import reuse
from chatkit.hosted.openai_api import Session
from tests.support.hosted_upstream import SECRET
from tests.support.hosted_visitor import Visitor
from tests.support.queries import counted

pytestmark = pytest.mark.django_db(transaction=True)


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
    assert SECRET not in sealed(client)
    assert b"ek_" not in urlsafe_b64decode(sealed(client) + "==")
    assert not any("chatkit.session" in query for query in queries)


def test_a_session_takes_one_query_and_a_reload_one(openai, client):
    for _ in range(2):  # to count the visitor and the address
        with counted() as queries:
            secret(client)
        assert len([q for q in queries if not q.startswith("DELETE")]) == 1, queries


def test_a_seal_opens_nothing_for_another_visitor(openai):
    config, theirs, ours = conf.current(), b"user_them", b"user_us"
    session = Session("cksess_1", SECRET, 1_800_000_600)
    assert reuse.recall(config, ours, reuse.seal(config, theirs, session)) is None


@pytest.mark.parametrize("junk", ["", "junk", "~", "A" * 40, "\u00e9"])
def test_what_is_no_seal_opens_nothing(openai, junk):
    assert reuse.recall(conf.current(), b"asked", junk) is None


def test_what_another_key_sealed_is_not_used(openai, client, settings):
    config, asked = conf.current(), b"asked"
    session = Session("cksess_1", SECRET, 1_800_000_600)
    ours = reuse.seal(config, asked, session)
    assert reuse.recall(config, asked, ours) == session

    settings.SECRET_KEY = settings.SECRET_KEY[::-1]

    assert reuse.recall(config, asked, ours) is None


def test_a_short_lived_secret_is_not_kept(openai, client, clock):
    lifetime = clock.now + 30
    openai.mint = lambda request: {
        "id": "cksess_9",
        "client_secret": "short",
        "expires_at": int(lifetime),
    }
    assert [secret(client), secret(client)] == ["short", "short"]
    assert len(openai.minted) == 2
    assert sealed(client) == ""


def sealed(visitor: Visitor) -> str:
    """The sealed session in the visitor's cookie."""
    value = visitor.cookies["chatkit_session_id_secret"].value
    return str(value).split("~")[0]
