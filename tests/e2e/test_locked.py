"""A conversation that takes no more messages says so."""

from playwright.sync_api import Page, expect

from tests.e2e.protocol import (
    Protocol,
    assistant_message,
    remember_thread,
    thread,
    user_message,
)
from tests.e2e.widget import Widget, answered, stored


def test_a_locked_conversation_says_why_it_takes_no_messages(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    locked = {"type": "locked", "reason": "The day’s questions are used up."}
    changed = thread(status=locked, title="Greetings")
    updated = {"type": "thread.updated", "thread": changed}
    protocol.on("threads.create", [*stored("Hello"), answered("Hello."), updated])
    widget.ask("Hello")
    widget.wait_for_answer()

    expect(widget.field).to_be_disabled()
    expect(widget.field).to_have_accessible_description(
        "The day’s questions are used up. "
        "Answers come from an automated assistant and quote this résumé."
    )
    expect(widget.panel).to_have_accessible_name("Ask the AI agent Greetings")
    expect(widget.answers).to_have_count(1)


def test_a_locked_conversation_offers_no_retry(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    locked = {"type": "locked", "reason": "This was long ago."}
    cut = thread(
        user_message("Hello"), assistant_message("Hel"), status=locked, turn="cut"
    )
    protocol.on("threads.get_by_id", cut)
    remember_thread(page)
    widget.open()

    expect(widget.failure).to_contain_text("This answer was cut short.")
    expect(widget.field).to_be_disabled()
    expect(widget.retry).to_have_count(0)


def test_a_closed_conversation_offers_a_new_one(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    closed = {"type": "closed", "reason": "This was long ago."}
    protocol.on(
        "threads.get_by_id",
        thread(user_message("Hello"), assistant_message("Hello."), status=closed),
    )
    remember_thread(page)
    widget.open()

    expect(widget.panel).to_contain_text("This was long ago.")
    expect(widget.field).to_be_hidden()
    page.locator(".closed").get_by_role("button", name="New conversation").click()
    expect(widget.field).to_be_focused()
    expect(widget.questions).to_have_count(0)
