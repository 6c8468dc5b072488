"""A visitor is known by a signed cookie, or by a signed token where there is none."""

import re
import time
from dataclasses import replace

import pytest
from django.core.signing import Signer
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from chatkit.api import visitors
from chatkit.config import conf

CONFIG = conf.from_environment()


def request_with(cookie: str | None = None, token: str = "") -> HttpRequest:
    request = RequestFactory().get("/", headers={visitors.HEADER: token})
    if cookie is not None:
        request.COOKIES[CONFIG.session_cookie] = cookie
    return request


def cookie_for(visitor: visitors.Visitor) -> str:
    response = visitors.remember(HttpResponse(), visitor, CONFIG)
    (cookie,) = response.cookies.values()
    return cookie.value


def test_a_new_visitor_gets_an_identity_of_their_own() -> None:
    first, second = (visitors.identify(request_with(), CONFIG) for _ in range(2))
    assert first != second
    assert re.fullmatch(
        r"user_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", first.visitor_id
    )


def test_a_visitor_who_comes_back_is_known() -> None:
    visitor = visitors.identify(request_with(), CONFIG)
    again = visitors.identify(request_with(cookie_for(visitor)), CONFIG)
    assert again == visitor


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "user_victim",
        "user_victim:1abc:signature",
        Signer(salt="another purpose").sign("user_victim"),
        "ÿ" * 5_000,
    ],
)
def test_a_cookie_we_did_not_sign_is_replaced(forged: str) -> None:
    visitor = visitors.identify(request_with(forged), CONFIG)
    assert "victim" not in visitor.visitor_id
    assert len(visitor.visitor_id) == 41


def test_a_cookie_signed_with_another_secret_is_replaced() -> None:
    visitor = visitors.Visitor("user_victim")
    with override_settings(SECRET_KEY="another"):  # noqa: S106
        stolen = cookie_for(visitor)
    assert visitors.identify(request_with(stolen), CONFIG) != visitor


@pytest.mark.parametrize("https", [True, False])
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(https: bool) -> None:
    with override_settings(SESSION_COOKIE_SECURE=https):
        response = visitors.remember(HttpResponse(), visitors.Visitor("user_1"), CONFIG)
    (cookie,) = response.cookies.values()
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 30 * 24 * 3600
    assert bool(cookie["secure"]) is https


def test_a_visitor_without_a_cookie_comes_back_with_the_token_of_the_page() -> None:
    visitor = visitors.identify(request_with(), CONFIG)
    token = visitors.remember(HttpResponse(), visitor, CONFIG)[visitors.HEADER]

    assert visitors.identify(request_with(token=token), CONFIG) == visitor
    cookie = cookie_for(visitors.Visitor("user_of_the_cookie"))
    known = visitors.identify(request_with(cookie, token), CONFIG)
    assert known.visitor_id == "user_of_the_cookie"
    assert visitors.HEADER not in visitors.remember(HttpResponse(), known, CONFIG)


def test_a_token_is_not_a_cookie_and_a_cookie_is_not_a_token() -> None:
    visitor = visitors.Visitor("user_victim", has_cookie=False)
    token = visitors.remember(HttpResponse(), visitor, CONFIG)[visitors.HEADER]

    for request in (request_with(token), request_with(token=cookie_for(visitor))):
        assert visitors.identify(request, CONFIG) != visitor


def test_a_token_is_good_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = visitors.Visitor("user_1", has_cookie=False)
    token = visitors.remember(HttpResponse(), visitor, CONFIG)[visitors.HEADER]
    later = time.time() + 24 * 3600 + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert visitors.identify(request_with(token=token), CONFIG) != visitor


@override_settings(SESSION_COOKIE_SECURE=True)
def test_with_https_no_other_subdomain_can_set_the_cookie() -> None:
    response = visitors.remember(HttpResponse(), visitors.Visitor("user_1"), CONFIG)
    (cookie,) = response.cookies.values()
    assert cookie.key == "__Host-chatkit_session_id"
    assert (cookie["path"], cookie["domain"], cookie["secure"]) == ("/", "", True)
    named = replace(CONFIG, session_cookie="__Host-mine")
    assert visitors.cookie_name(named) == "__Host-mine"


def test_with_https_a_cookie_from_before_is_known_and_the_safer_one_wins() -> None:
    before = f"chatkit_session_id={signed('user_before')}"
    with override_settings(SESSION_COOKIE_SECURE=True):
        visitor = visitors.identify(with_header(before), CONFIG)
        assert visitor == visitors.Visitor("user_before")
        both = f"{before}; __Host-chatkit_session_id={signed('user_mine')}"
        visitor = visitors.identify(with_header(both), CONFIG)
        assert visitor == visitors.Visitor("user_mine")


@pytest.mark.parametrize("https", [True, False])
def test_two_cookies_of_one_name_are_refused(https: bool) -> None:
    name = "chatkit_session_id"
    for first, second in (("mine", "planted"), ("planted", "mine")):
        header = f"{name}={signed(f'user_{first}')}; {name}={signed(f'user_{second}')}"
        with override_settings(SESSION_COOKIE_SECURE=https):
            visitor = visitors.identify(with_header(header), CONFIG)
        assert visitor.visitor_id not in ("user_mine", "user_planted")


def signed(visitor_id: str) -> str:
    return cookie_for(visitors.Visitor(visitor_id))


def with_header(cookies: str) -> HttpRequest:
    return RequestFactory().get("/", headers={"Cookie": cookies})
