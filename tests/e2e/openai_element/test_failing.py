"""What a visitor has when OpenAI's element fails: our own, at once."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.openai_element.visit import SCRIPT, OpenVisit

SESSION = "**/api/chatkit/session"


@pytest.mark.parametrize(
    ("behaviour", "reason", "remedy"),
    [
        ("silent", "it was not ready in time", "Add 127.0.0.1 to OpenAI's allow-list"),
        ("error", "it reported an error", "Add 127.0.0.1 to OpenAI's allow-list"),
        ("frame removed", "it vanished", "Add 127.0.0.1 to OpenAI's allow-list"),
        ("collapses", "it vanished", "Add 127.0.0.1 to OpenAI's allow-list"),
        ("removed", "it vanished", "Add 127.0.0.1 to OpenAI's allow-list"),
    ],
)
def test_when_the_element_fails_our_own_answers(
    visit: OpenVisit, behaviour: str, reason: str, remedy: str
) -> None:
    visitor = visit(behaviour)
    visitor.widget.open()

    visitor.expect_our_own_to_answer()
    assert len(visitor.messages) == 1
    assert reason in visitor.messages[0]
    assert remedy in visitor.messages[0]


def test_when_the_script_is_blocked_our_own_answers(visit: OpenVisit) -> None:
    visitor = visit()
    visitor.page.route(SCRIPT, lambda route: route.abort("blockedbyclient"))
    visitor.widget.open()

    visitor.expect_our_own_to_answer()
    assert "its script did not load" in visitor.messages[0]
    assert "script-src" in visitor.messages[0]


def test_when_the_script_never_comes_our_own_answers(visit: OpenVisit) -> None:
    visitor = visit()
    visitor.page.route(SCRIPT, lambda route: None)
    visitor.widget.open()
    expect(visitor.page.get_by_text("Loading the assistant…").last).to_be_visible()

    visitor.expect_our_own_to_answer()
    assert "its script did not load" in visitor.messages[0]


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 502, "json": {"error": {"code": "upstream_auth", "message": "No."}}},
        {"status": 500, "body": "<h1>Server Error</h1>"},
        {"json": {"client_secret": None}},
    ],
    ids=["refused", "broken", "no secret"],
)
def test_when_there_is_no_session_our_own_answers(
    visit: OpenVisit, answer: dict[str, Any]
) -> None:
    visitor = visit()
    visitor.page.route(SESSION, lambda route: route.fulfill(**answer))
    visitor.widget.open()

    visitor.expect_our_own_to_answer()
    assert "could not give it a session" in visitor.messages[0]
    assert "doctor --live" in visitor.messages[0]


def test_when_the_session_takes_too_long_our_own_answers(visit: OpenVisit) -> None:
    visitor = visit()
    visitor.page.route(SESSION, lambda route: None)
    visitor.widget.open()

    visitor.expect_our_own_to_answer()
    assert "could not give it a session" in visitor.messages[0]
