"""The visitor's earlier conversations, on the real server where it has them."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.protocol import (
    Protocol,
    assistant_message,
    remember_thread,
    thread,
    user_message,
)
from tests.e2e.widget import Widget

LONG = "About trains and the people who ride them to work every single day"


@pytest.fixture
def protocol(page: Page, widget: Widget) -> Protocol:
    """A visitor in one conversation, with another one before it."""
    protocol = Protocol(page)
    first = thread(title=LONG, id="thr_0")
    protocol.on(
        "threads.get_by_id",
        thread(user_message("Hello"), assistant_message("Hello."), title="Now"),
    )
    protocol.on(
        "threads.list", {"data": [thread(title="Now"), first], "has_more": False}
    )
    remember_thread(page)
    page.evaluate("localStorage.setItem('chatkit.known', 'yes')")
    widget.open()
    expect(widget.answers).to_be_visible()
    page.get_by_role("button", name="History").click()
    expect(page.get_by_role("heading", name="Your conversations")).to_be_focused()
    return protocol


def test_a_first_visitor_is_offered_no_history(page: Page, widget: Widget) -> None:
    widget.open()
    expect(page.get_by_role("button", name="History")).to_be_hidden()
    widget.ask("Where do they work now?")
    widget.wait_for_answer()
    expect(page.get_by_role("button", name="History")).to_be_visible()


def test_an_earlier_conversation_can_be_opened(page: Page, widget: Widget) -> None:
    widget.ask("Where do they work now?")
    widget.wait_for_answer()
    page.get_by_role("button", name="New conversation").click()
    page.get_by_role("button", name="History").click()
    page.get_by_role("list", name="Your conversations").get_by_role(
        "button"
    ).first.click()

    expect(widget.questions).to_contain_text("Where do they work now?")
    page.reload()
    expect(widget.questions).to_contain_text("Where do they work now?")


def test_the_chat_is_where_it_was_after_a_look_at_the_history(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    page.get_by_role("button", name="Back to the chat").click()

    expect(widget.field).to_be_focused()
    expect(widget.answers).to_be_visible()
    assert len(protocol.params("threads.get_by_id")) == 1


def test_a_long_title_pushes_nothing_aside(page: Page, protocol: Protocol) -> None:
    for act in ("Rename", "Delete"):
        button = page.get_by_role("button", name=f"{act} {LONG}")
        expect(button).to_be_in_viewport(ratio=1)
        button.click(trial=True)


def test_a_conversation_can_be_renamed(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on("threads.update", thread(title="Later"))
    page.get_by_role("button", name="Rename Now").click()
    page.get_by_role("textbox", name="Title").fill("Later")
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name="Rename Later")).to_be_visible()
    assert protocol.params("threads.update") == [
        {"thread_id": "thr_1", "title": "Later"}
    ]
    expect(widget.panel).to_have_accessible_name("Ask the AI agent Later")


def test_a_conversation_is_deleted_on_second_thoughts_only(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on("threads.delete", {})
    page.get_by_role("button", name="Delete Now").click()
    page.get_by_role("button", name="Keep").click()
    assert protocol.params("threads.delete") == []
    page.get_by_role("button", name="Delete Now").click()
    page.get_by_role("button", name="Delete", exact=True).click()

    expect(page.get_by_role("listitem").filter(has_text=LONG)).to_be_visible()
    expect(page.get_by_role("button", name="Delete Now")).to_have_count(0)
    assert protocol.params("threads.delete") == [{"thread_id": "thr_1"}]
    page.get_by_role("button", name="Back to the chat").click()
    expect(widget.starters.first).to_be_visible()


def test_escape_takes_back_a_rename_and_a_deletion_and_leaves_the_panel_open(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    page.get_by_role("button", name="Rename Now").click()
    page.keyboard.type("Never mind")
    page.keyboard.press("Escape")
    expect(page.get_by_role("textbox", name="Title")).to_be_hidden()
    page.get_by_role("button", name="Rename Now").click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_role("button", name="Delete Now").click()
    page.keyboard.press("Escape")

    expect(page.get_by_role("button", name="Delete Now")).to_be_visible()
    expect(widget.panel).to_be_visible()
    assert protocol.params("threads.update") == []
    assert protocol.params("threads.delete") == []
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()


def test_what_goes_wrong_in_the_history_is_said(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on("threads.delete", 500)
    page.get_by_role("button", name="Delete Now").click()
    page.get_by_role("button", name="Delete", exact=True).click()

    expect(page.locator(".history")).to_contain_text("Refused with 500.")
    expect(widget.announcement).to_have_text("Refused with 500.")
