"""What a ChatKit server elsewhere is shown, and who gets it."""

import re
import time
from typing import Any

import jwt
import pytest
from django.test import Client

from chatkit.api.visitors import Visitor
from chatkit.config import conf
from chatkit.config.resolve import resolve
from chatkit.widget import public_config, tokens
from tests.support.database import ROOT
from tests.support.errors import assert_error

pytestmark = pytest.mark.django_db
TOKEN = "/api/chatkit/token"  # noqa: S105
SECRET = "0123456789abcdef0123456789abcdef"  # noqa: S105
ELSEWHERE = {
    "CHATKIT_INTEGRATION_TYPE": "custom",
    "CHATKIT_CUSTOM_URL": "https://chat.example.org:443/chatkit",
    "CHATKIT_MAX_REQUESTS_PER_MINUTE": "2",
}


@pytest.fixture(autouse=True)
def _elsewhere(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chat on another server that shares a secret with us."""
    settings.CHATKIT_CUSTOM_SECRET = SECRET
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(resolve(ELSEWHERE)))
    now = time.time()  # stands still: the minute that is counted must not end
    monkeypatch.setattr("time.time", lambda: now)


def verified(token: str, secret: str = SECRET) -> dict[str, Any]:
    return jwt.decode(
        token, secret, algorithms=["HS256"], audience="https://chat.example.org"
    )


def test_the_token_names_the_visitor_for_ten_minutes(client: Client) -> None:
    answer = client.post(TOKEN)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    claims = verified(answer.json()["token"])
    assert re.fullmatch("user_[0-9a-f-]{36}", claims["sub"])
    assert claims["exp"] - claims["iat"] == 600
    assert answer.json() == {
        "token": answer.json()["token"],
        "expires_at": claims["exp"],
    }


def test_a_visitor_stays_the_same_as_the_cookie(client: Client) -> None:
    first, second = client.post(TOKEN), client.post(TOKEN)

    names = {verified(answer.json()["token"])["sub"] for answer in (first, second)}
    assert len(names) == 1
    assert client.cookies["chatkit_session_id"]["httponly"]


@pytest.mark.parametrize(
    ("secret", "audience"),
    [("x" * 32, "https://chat.example.org"), (SECRET, "https://other.example.org")],
)
def test_another_secret_or_audience_does_not_verify(
    client: Client, secret: str, audience: str
) -> None:
    token = client.post(TOKEN).json()["token"]

    with pytest.raises(jwt.InvalidTokenError):
        jwt.decode(token, secret, algorithms=["HS256"], audience=audience)


def test_tokens_count_as_requests(client: Client) -> None:
    assert [client.post(TOKEN).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("secret", ["", "too short"])
def test_without_a_secret_worth_the_name_there_is_no_token(
    client: Client, settings: Any, secret: str
) -> None:
    settings.CHATKIT_CUSTOM_SECRET = secret

    answer = client.post(TOKEN)
    assert_error(answer, 503, "not_configured")
    assert "CHATKIT_CUSTOM_SECRET" not in answer.json()["error"]["message"]


def test_without_a_chat_elsewhere_there_is_no_token(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(resolve({})))

    assert_error(client.post(TOKEN), 503, "not_configured")


def test_only_a_post_makes_one(client: Client) -> None:
    answer = client.get(TOKEN)

    assert_error(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "POST"


def test_another_site_gets_none(client: Client) -> None:
    answer = client.post(TOKEN, headers={"Origin": "https://evil.example"})

    assert_error(answer, 403, "origin_not_allowed")


def test_the_page_knows_whether_a_token_is_needed(settings: Any) -> None:
    configuration = public_config.configuration(conf.current())
    assert configuration["url"] == ELSEWHERE["CHATKIT_CUSTOM_URL"]
    assert configuration["token_url"] == TOKEN
    assert SECRET not in str(configuration)

    settings.CHATKIT_CUSTOM_SECRET = ""
    assert public_config.configuration(conf.current())["token_url"] == ""


def test_the_example_in_the_documents_verifies_it() -> None:
    guide = (ROOT / "docs" / "custom-server.md").read_text(encoding="utf-8")
    example = re.search("```python\n(.*?)```", guide, re.DOTALL)
    assert example is not None
    scope: dict[str, Any] = {}
    code = example[1].replace('os.environ["CHATKIT_CUSTOM_SECRET"]', repr(SECRET))
    exec(code, scope)  # noqa: S102 -- our own document

    token = tokens.mint(Visitor("user_1"), conf.current())["token"]
    assert scope["visitor_of"](f"Bearer {token}") == "user_1"
    with pytest.raises(jwt.InvalidTokenError):
        scope["visitor_of"](f"Bearer {token[:-4]}AAAA")
