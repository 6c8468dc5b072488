"""Client error reports: which are stored for the owner, and which are refused."""

import logging
import re
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.test import Client

from chatkit.widget import client_errors
from tests.support.database import ROOT
from tests.support.errors import assert_error

pytestmark = pytest.mark.django_db
URL = "/api/chatkit/beacon"


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Clock:
    """Limits' windows end at moments that depend on the address: none ends here."""
    settings.ALLOWED_HOSTS = ["testserver", "www.example.org", ".example.net"]
    caches["process"].clear()
    clock = Clock()
    monkeypatch.setattr("time.time", clock)
    return clock


def send(client: Client, reason: str = "vanished", host: str = "testserver") -> Any:
    return client.post(
        URL, {"reason": reason, "host": host}, content_type="application/json"
    )


def test_what_was_sent_is_there_for_the_owner(client: Client, clock: Clock) -> None:
    send(client, "script")
    clock.now += 60
    answer = send(client, "vanished", "www.example.org")
    send(client, "vanished", "www.example.org")

    assert (answer.status_code, answer.content) == (204, b"")
    assert not answer.cookies
    latest, first = client_errors.recent()
    assert (latest.reason, latest.host, latest.count) == (
        "vanished",
        "www.example.org",
        2,
    )
    assert latest.last_seen.timestamp() == clock.now
    assert "vanished" in latest.sentence
    assert "Add www.example.org at https://platform.openai.com" in latest.remedy
    assert (first.reason, first.count) == ("script", 1)


def test_the_log_has_it_without_anything_of_the_visitor(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "chatkit"):
        send(client)

    assert caplog.messages == [
        "A visitor on testserver got the site's own widget: OpenAI's widget vanished,"
        " as it does on a domain that OpenAI does not know."
    ]


def test_it_is_forgotten_after_a_week(client: Client, clock: Clock) -> None:
    send(client, host="www.example.org")
    clock.now += 4 * 24 * 60 * 60
    send(client)
    clock.now += 4 * 24 * 60 * 60

    assert [error.host for error in client_errors.recent()] == ["testserver"]


def test_only_the_last_few_hosts_are_kept(client: Client) -> None:
    for number in range(8):
        send(client, host=f"host{number}.example.net")

    kept = {error.host for error in client_errors.recent()}
    assert kept == {f"host{number}.example.net" for number in range(3, 8)}


@pytest.mark.parametrize(
    "sent",
    [
        {"reason": "boredom", "host": "testserver"},
        {"reason": ["script"], "host": "testserver"},
        {"reason": "script"},
        {"reason": "script", "host": "evil.example"},
        {"reason": "script", "host": "a\nb.example.net"},
        {"reason": "script", "host": "<b>.example.net"},
        {"reason": "script", "host": "a" * 250 + ".example.net"},
        {"reason": "script", "host": "testserver", "question": "Where do you live?"},
        ["script", "testserver"],
        "script",
        None,
    ],
)
def test_anything_else_is_refused(client: Client, sent: object) -> None:
    answer = client.post(URL, sent, content_type="application/json")

    assert_error(answer, 400, "invalid_request")
    assert client_errors.recent() == []


@pytest.mark.parametrize(
    ("body", "content_type", "status", "code"),
    [
        ("{", "application/json", 400, "invalid_request"),
        ("[" * 2000, "application/json", 400, "invalid_request"),
        (" " * 3000, "application/json", 413, "too_large"),
        ("reason=script", "text/plain", 415, "unsupported_media_type"),
    ],
)
def test_anything_but_a_small_json_body_is_refused(
    client: Client, body: str, content_type: str, status: int, code: str
) -> None:
    answer = client.post(URL, body, content_type=content_type)

    assert_error(answer, status, code)


def test_any_host_header_allows_that_host_alone(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    assert send(client, host="testserver").status_code == 204
    assert send(client, host="evil.example").status_code == 400


def test_one_address_may_send_ten_a_minute(client: Client) -> None:
    answers = [send(client) for _ in range(11)]

    assert [answer.status_code for answer in answers] == [204] * 10 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert client_errors.recent()[0].count == 10


def test_another_site_can_not_send_any(client: Client) -> None:
    answer = client.post(
        URL,
        {"reason": "script", "host": "testserver"},
        content_type="application/json",
        headers={"Origin": "https://evil.example"},
    )

    assert_error(answer, 403, "origin_not_allowed")


def test_a_cache_that_is_down_leaves_the_owner_the_rest(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no route to the cache")

    monkeypatch.setattr(cache, "get_many", refuse)

    assert client_errors.recent() == []
    assert "The shared cache does not answer" in caplog.text


def test_browser_and_server_know_the_same_reasons() -> None:
    module = ROOT / "static" / "chatkit" / "openai" / "client-errors.js"
    words = module.read_text(encoding="utf-8").partition("const REASONS = {")[2]

    assert set(re.findall(r"^  (\w+): \[", words, re.MULTILINE)) == set(
        client_errors.REASONS
    )
    for reason in client_errors.REASONS.values():
        assert reason["remedy"].format(host="www.example.org").endswith(".")
