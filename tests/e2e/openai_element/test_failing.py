"""What a visitor has when OpenAI's element fails: our own, at once."""

import pytest

from tests.e2e.openai_element.visit import SCRIPT, OpenVisit

SESSION = "**/api/chatkit/session"


@pytest.mark.parametrize(
    ("behaviour", "reason", "remedy"),
    [
        ("error", "it reported an error", "Add 127.0.0.1 to OpenAI's allow-list"),
        ("collapses", "it vanished", "Add 127.0.0.1 to OpenAI's allow-list"),
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


def test_when_there_is_no_session_our_own_answers(visit: OpenVisit) -> None:
    error = {"error": {"code": "upstream_auth", "message": "No."}}
    visitor = visit()
    visitor.page.route(SESSION, lambda route: route.fulfill(status=502, json=error))
    visitor.widget.open()

    visitor.expect_our_own_to_answer()
    assert "could not give it a session" in visitor.messages[0]
    assert "doctor --live" in visitor.messages[0]
