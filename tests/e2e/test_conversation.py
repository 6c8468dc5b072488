"""A conversation as a visitor writes, stops, and finds it again."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.widget import Widget


def test_a_message_that_is_too_long_is_counted_and_not_sent(widget: Widget) -> None:
    widget.open()
    widget.field.fill("é" * 4001)

    expect(widget.panel).to_contain_text(
        "4,001 of 4,000 characters. Please shorten your message."
    )
    expect(widget.send).to_be_disabled()
    widget.field.press("Enter")
    expect(widget.field).to_have_value("é" * 4001)
    widget.field.fill("é" * 4000)
    expect(widget.send).to_be_enabled()


def test_shift_enter_makes_a_new_line(widget: Widget) -> None:
    widget.open()
    widget.field.press_sequentially("one")
    widget.field.press("Shift+Enter")
    widget.field.press_sequentially("two")

    expect(widget.field).to_have_value("one\ntwo")
    expect(widget.questions).to_have_count(0)


def test_enter_that_confirms_a_composition_sends_nothing(widget: Widget) -> None:
    widget.open()
    widget.field.fill("にほん")
    widget.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    widget.field.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})

    expect(widget.field).to_have_value("にほん")
    expect(widget.questions).to_have_count(0)


def test_starter_prompts_and_disclaimer_come_from_the_configuration(
    page: Page, widget: Widget
) -> None:
    widget.open()

    expect(widget.starters).to_have_count(4)
    expect(page.get_by_text("What would you like to know?")).to_be_visible()
    expect(page.get_by_text(re.compile("automated assistant"))).to_be_visible()


def test_a_page_whose_storage_is_forbidden_still_chats(page: Page) -> None:
    page.add_init_script(
        "for (const store of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, store, { get() { throw new Error('no'); } });"
    )
    page.goto("/")
    widget = Widget(page)
    widget.ask("Where do they work now?")

    widget.wait_for_answer()
