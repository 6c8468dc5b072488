"""What a visitor thinks of an answer."""

from playwright.sync_api import Page, expect

from tests.e2e.protocol import Protocol
from tests.e2e.waiting import wait_until
from tests.e2e.widget import Widget, answered, stored


def test_an_opinion_of_an_answer_can_be_given_and_changed(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on("threads.create", [*stored("Hello"), answered("Hello to you.")])
    protocol.on("items.feedback", {})
    widget.ask("Hello")
    widget.wait_for_answer()
    good = page.get_by_role("button", name="Good answer")
    bad = page.get_by_role("button", name="Bad answer")

    good.press("Enter")
    expect(good).to_have_attribute("aria-pressed", "true")
    expect(good).to_be_focused()
    bad.click()
    expect(bad).to_have_attribute("aria-pressed", "true")
    expect(good).to_have_attribute("aria-pressed", "false")
    bad.click()
    about = {"thread_id": "thr_1", "item_ids": ["msg_2"]}
    assert protocol.params("items.feedback") == [
        {**about, "kind": "positive"},
        {**about, "kind": "negative"},
    ]
    protocol.on("items.feedback", 500)
    good.click()
    expect(bad).to_have_attribute("aria-pressed", "true")
    expect(widget.failure).to_be_hidden()


def test_an_opinion_is_still_shown_after_a_reload(page: Page, widget: Widget) -> None:
    good = page.get_by_role("button", name="Good answer")
    widget.ask("Where do they work now?")
    widget.wait_for_answer()
    good.click()
    wait_until(page, "localStorage.getItem('chatkit.opinions')")
    page.reload()

    expect(good).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Bad answer")).to_have_attribute(
        "aria-pressed", "false"
    )
