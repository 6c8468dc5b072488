"""Who may call the chat from a browser."""

import pytest
from django.test import Client

from chatkit.config import conf
from chatkit.config.resolve import resolve
from tests.support.errors import assert_error

LISTED = "https://good.example"
URL = "/api/chatkit/chat"

pytestmark = pytest.mark.django_db


@pytest.fixture
def origins(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    listed = getattr(request, "param", LISTED)
    config = resolve({"CHATKIT_CORS_ORIGIN": listed})
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))


def post(client: Client, **headers: str):
    return client.post(URL, {}, content_type="application/json", headers=headers)


def preflight(client: Client, origin: str):
    return client.options(
        URL, headers={"Origin": origin, "Access-Control-Request-Method": "POST"}
    )


@pytest.mark.usefixtures("origins")
def test_a_listed_origin_may_call_with_credentials(client: Client) -> None:
    for answer in (preflight(client, LISTED), post(client, origin=LISTED)):
        assert answer.status_code in (200, 400)
        assert answer["Access-Control-Allow-Origin"] == LISTED
        assert answer["Access-Control-Allow-Credentials"] == "true"
        assert "origin" in answer["Vary"].lower()


@pytest.mark.usefixtures("origins")
def test_our_own_pages_may_call_and_need_no_headers(client: Client) -> None:
    for own in ("http://testserver", "https://testserver", "http://TestServer:80"):
        answer = post(client, origin=own)
        assert_error(answer, 400, "invalid_request")
        assert "Access-Control-Allow-Origin" not in answer


@pytest.mark.usefixtures("origins")
@pytest.mark.parametrize(
    "stranger",
    [
        "https://bad.example",
        "http://good.example",
        "https://good.example:8443",
        "https://good.example.evil.com",
        "https://evilgood.example",
        "https://good.example@evil.com",
        "https://good.example/",
        "null",
        "",
        "https://[",
        "*",
        "http://testserver:8000",
        "http://testserver.evil.com",
    ],
)
def test_any_other_origin_is_refused_and_gets_no_headers(
    client: Client, stranger: str
) -> None:
    for answer in (preflight(client, stranger), post(client, origin=stranger)):
        assert_error(answer, 403, "origin_not_allowed")
        assert "Access-Control-Allow-Origin" not in answer
        assert "Access-Control-Allow-Credentials" not in answer
        assert "origin" in answer["Vary"].lower()


@pytest.mark.usefixtures("origins")
@pytest.mark.parametrize("origins", ["*"], indirect=True)
def test_with_a_star_any_site_may_call_but_without_credentials(client: Client) -> None:
    for origin in (LISTED, "null"):
        for answer in (preflight(client, origin), post(client, origin=origin)):
            assert answer.status_code in (200, 400)
            assert answer["Access-Control-Allow-Origin"] == "*"
            assert "Access-Control-Allow-Credentials" not in answer


@pytest.mark.usefixtures("origins")
@pytest.mark.parametrize("origins", [f"*,{LISTED}"], indirect=True)
def test_beside_a_star_a_listed_origin_keeps_its_credentials(client: Client) -> None:
    answer = post(client, origin=LISTED)
    assert answer["Access-Control-Allow-Origin"] == LISTED
    assert answer["Access-Control-Allow-Credentials"] == "true"


@pytest.mark.usefixtures("origins")
def test_a_browser_that_hides_a_foreign_origin_is_refused(client: Client) -> None:
    assert_error(
        post(client, **{"Sec-Fetch-Site": "cross-site"}), 403, "origin_not_allowed"
    )
    for site in ("same-origin", "same-site", "none"):
        answer = post(client, **{"Sec-Fetch-Site": site})
        assert_error(answer, 400, "invalid_request")


@pytest.mark.usefixtures("origins")
def test_a_signed_preview_may_be_shown_in_a_frame_of_another_site(
    client: Client,
) -> None:
    answer = client.get(
        "/api/chatkit/attachments/atc_1", headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert_error(answer, 404, "not_found")


@pytest.mark.usefixtures("origins")
def test_a_program_that_is_no_browser_may_call(client: Client) -> None:
    assert_error(post(client), 400, "invalid_request")


@pytest.mark.usefixtures("origins")
def test_the_page_itself_has_no_such_headers(client: Client) -> None:
    answer = client.get("/", headers={"Origin": LISTED})
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer
