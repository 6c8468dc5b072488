"""``doctor --live`` where nothing can be sent, and where nothing may be."""

import socket
from typing import Any

import pytest

from chatkit.hosted import connections
from tests.support.doctor import run
from tests.support.live_findings import HOSTED, SESSIONS, live
from tests.support.openai_stub import KEY, Scripted


def test_an_upstream_that_does_not_answer_in_time_is_slow(openai, monkeypatch):
    openai.answers[SESSIONS] = Scripted(200, delay=30)
    monkeypatch.setattr(connections, "ANSWER_TIMEOUT", 0.2)

    finding = live(HOSTED)

    assert "does not answer within 0.2 seconds" in finding.title
    assert "https://status.openai.com" in finding.remedy


@pytest.mark.django_db
def test_a_closed_port_is_an_unreachable_network(settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    settings.OPENAI_API_KEY = KEY
    settings.OPENAI_BASE_URL = f"http://127.0.0.1:{port}/v1"
    settings.CHATKIT_ENVIRONMENT = HOSTED

    result = run("--live")

    assert result.status == 1
    assert f"error 127.0.0.1:{port} can't be reached" in result.text
    assert "through the firewall" in result.text


def test_a_name_that_does_not_resolve_differs_from_a_closed_port(settings, monkeypatch):
    def unknown(*args: Any, **kwargs: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    settings.OPENAI_API_KEY = KEY
    settings.OPENAI_BASE_URL = "https://models.invalid/v1"

    assert live(HOSTED).title == "The name models.invalid can't be resolved"


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["\u201csk-letters\u201d", "sk-a\nsk-letters"])
def test_a_spoilt_key_is_never_sent(openai, settings, key):
    settings.OPENAI_API_KEY = key

    result = run("--live")

    assert result.status == 1
    assert "error Nothing was sent upstream OPENAI_API_KEY has a" in result.text
    assert "letters" not in result.output
    assert openai.requests == []


def test_a_key_is_not_sent_in_the_clear_nor_with_a_spoilt_workflow(openai, settings):
    finding = live({**HOSTED, "CHATKIT_WORKFLOW_ID": "sk-other"})
    assert (finding.title, finding.level) == ("Nothing was sent upstream", "error")
    assert "sk-other" not in repr(finding)

    settings.OPENAI_BASE_URL = "http://models.example/v1"
    finding = live(HOSTED)
    assert finding.title == "Nothing was sent upstream"
    assert "OPENAI_BASE_URL is not https://" in finding.detail
    assert openai.requests == []


def test_where_nothing_is_configured_nothing_is_asked(openai, settings):
    finding = live({"CHATKIT_INTEGRATION_TYPE": "custom"})
    assert (finding.level, finding.title) == ("ok", "Nothing to ask upstream")

    settings.OPENAI_API_KEY = ""
    assert live(HOSTED).detail == "OPENAI_API_KEY is not set."
    assert openai.requests == []
