"""Stop, and the refusals that end a turn before it begins."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.protocol import (
    Protocol,
    assistant_message,
    configure,
    remember_thread,
    thread,
    user_message,
)
from tests.e2e.test_following import BEGIN, begun
from tests.e2e.widget import Widget, answered

STOP = "/api/chatkit/stop"


@pytest.fixture
def stops(page: Page) -> list[object]:
    """What the stop endpoint was sent."""
    sent: list[object] = []

    def note(route: Route) -> None:
        sent.append(route.request.post_data_json)
        route.fulfill(status=204)

    page.route(f"**{STOP}", note)
    return sent


def test_stop_ends_the_answer_on_the_server_too(
    page: Page, stops: list[object]
) -> None:
    configure(page, stop_url=STOP)
    widget = Widget(page)
    widget.open()
    page.evaluate(BEGIN, begun())
    protocol = Protocol(page)
    protocol.on("threads.retry_after_item", [answered("All of it.")])
    widget.ask("Hello")
    expect(widget.answers).to_contain_text("The first half")
    widget.stop.click()

    expect(widget.failure).to_contain_text("You stopped this answer.")
    expect(widget.stop).to_be_hidden()
    expect(widget.field).to_be_focused()
    expect(widget.answers).to_contain_text("The first half")
    expect(widget.announcement).to_be_empty()
    widget.retry.click()
    expect(widget.answers).to_contain_text("All of it.")
    expect(widget.answers).to_have_count(1)
    assert stops == [{"thread_id": "thr_1"}]


def test_an_answer_made_elsewhere_can_be_stopped(
    page: Page, stops: list[object]
) -> None:
    configure(page, stop_url=STOP)
    protocol = Protocol(page)
    running = thread(
        user_message("Hello"), assistant_message("The first half"), turn="running"
    )
    protocol.on("threads.get_by_id", running)
    remember_thread(page)
    widget = Widget(page)
    widget.open()
    expect(page.locator(".status.waiting")).to_be_visible()

    widget.stop.click()
    expect(widget.failure).to_contain_text("You stopped this answer.")
    assert stops == [{"thread_id": "thr_1"}]


def test_a_chat_that_is_switched_off_takes_no_more_questions(
    page: Page, widget: Widget
) -> None:
    widget.refuse_once(503, "chat_disabled", "The chat is closed today.")
    widget.ask("Where do they work now?")

    expect(widget.panel.get_by_text("The chat is closed today.").first).to_be_visible()
    expect(widget.announcement).to_have_text("The chat is closed today.")
    expect(widget.field).to_be_disabled()
    expect(widget.retry).to_be_hidden()
    page.reload()
    expect(widget.field).to_have_value("Where do they work now?")
    expect(widget.field).to_be_enabled()
