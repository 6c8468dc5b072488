"""Stop, and the refusals that end a turn before it begins."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.protocol import Protocol, come_back, configure, said, thread, told
from tests.e2e.test_following import BEGIN, begun
from tests.e2e.widget import CHAT, Widget, answered

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
    widget.retry.click()
    expect(widget.answers).to_contain_text("All of it.")
    assert stops == [{"thread_id": "thr_1"}]


def test_without_an_address_to_stop_at_stop_only_leaves(
    page: Page, stops: list[object]
) -> None:
    configure(page, stop_url="")
    widget = Widget(page)
    widget.open()
    page.evaluate(BEGIN, begun())
    widget.ask("Hello")
    expect(widget.answers).to_contain_text("The first half")
    widget.stop.click()

    expect(widget.failure).to_contain_text("You stopped this answer.")
    assert stops == []


@pytest.mark.parametrize("address", [STOP, ""])
def test_an_answer_made_elsewhere_can_be_stopped_where_the_server_can(
    page: Page, stops: list[object], address: str
) -> None:
    configure(page, stop_url=address)
    protocol = Protocol(page)
    running = thread(said("Hello"), told("The first half"), turn="running")
    protocol.on("threads.get_by_id", running)
    come_back(page)
    widget = Widget(page)
    widget.open()
    expect(page.locator(".status.waiting")).to_be_visible()

    expect(widget.stop).to_be_visible(visible=bool(address))
    if address:
        widget.stop.click()
        expect(widget.failure).to_contain_text("You stopped this answer.")
        assert stops == [{"thread_id": "thr_1"}]


def test_a_server_that_is_overloaded_says_when_to_come_back(
    page: Page, widget: Widget
) -> None:
    error = {"error": {"code": "overloaded", "message": "Too many visitors."}}
    page.route(
        CHAT,
        lambda route: route.fulfill(
            status=503, json=error, headers={"Retry-After": "5"}
        ),
        times=1,
    )
    widget.ask("Where do they work now?")

    expect(widget.failure).to_contain_text(
        "Too many visitors. You can try again in 5 s."
    )
    widget.retry.click()
    widget.wait_for_answer()
    expect(widget.answers).to_have_count(1)


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


def test_a_new_conversation_finds_out_whether_the_chat_is_on_again(
    page: Page, widget: Widget
) -> None:
    widget.ask("Where do they work now?")
    widget.wait_for_answer()
    widget.refuse_once(503, "chat_disabled", "The chat is closed today.")
    widget.ask("And before?")
    expect(widget.field).to_be_disabled()

    page.get_by_role("button", name="New conversation").click()
    widget.ask("Where do they work now?")

    widget.wait_for_answer()
    expect(widget.answers).to_have_count(1)
