"""The panel itself: keyboard, focus, phones, zoom, no JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import NewPage
from tests.e2e.protocol import Protocol, assistant_message, remember_thread, thread
from tests.e2e.widget import Widget, answered, entity, stored

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}


def test_opening_moves_the_focus_into_the_message_field(widget: Widget) -> None:
    widget.launcher.press("Enter")

    expect(widget.panel).to_be_visible()
    expect(widget.panel).to_have_accessible_name("Ask the AI agent")
    expect(widget.field).to_be_focused()
    expect(widget.launcher).to_have_attribute("aria-expanded", "true")


def test_escape_closes_and_gives_the_focus_back_to_the_launcher(
    page: Page, widget: Widget
) -> None:
    widget.open()
    page.keyboard.press("Escape")

    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()
    expect(widget.launcher).to_have_attribute("aria-expanded", "false")


def test_escape_closes_the_sheet_of_a_phone_too(new_page: NewPage) -> None:
    widget = Widget(new_page(**PHONE))
    widget.open()
    widget.page.keyboard.press("Escape")

    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()


def test_a_closed_panel_stays_closed_after_a_reload(page: Page, widget: Widget) -> None:
    widget.open()
    page.get_by_role("button", name="Close").click()
    page.reload()

    expect(widget.launcher).to_be_visible()
    expect(widget.panel).to_be_hidden()


def test_the_page_beside_the_panel_can_still_be_used(
    page: Page, widget: Widget
) -> None:
    widget.open()
    page.get_by_role("heading", level=1).click()

    expect(widget.panel).to_be_visible()
    heading = page.locator("main").bounding_box()
    panel = widget.panel.bounding_box()
    assert heading is not None
    assert panel is not None
    assert heading["x"] + heading["width"] <= panel["x"]


def test_on_a_phone_a_citation_closes_the_sheet_and_the_launcher_reopens_it(
    new_page: NewPage,
) -> None:
    page = new_page(**PHONE)
    widget = Widget(page)
    widget.ask("Which languages do they speak?")
    widget.wait_for_answer()

    widget.citations.first.tap()

    expect(widget.panel).to_be_hidden()
    expect(page.locator(".is-cited")).to_be_in_viewport()
    expect(page.locator(".is-cited")).to_be_focused()
    widget.launcher.tap()
    expect(widget.answers).to_be_visible()


def test_a_prompt_on_a_phone_raises_no_keyboard(new_page: NewPage) -> None:
    widget = Widget(new_page(**PHONE))
    widget.open()
    widget.starters.first.tap()

    widget.wait_for_answer()
    expect(widget.page.get_by_role("region", name="Conversation")).to_be_focused()


@pytest.mark.parametrize(
    "size",
    [{"width": 320, "height": 568}, {"width": 640, "height": 360}],
    ids=["320 pixels", "200 percent"],
)
def test_nothing_scrolls_sideways(new_page: NewPage, size: dict[str, int]) -> None:
    page = new_page(viewport=size)
    widget = Widget(page)
    overflow = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(overflow) <= 0

    widget.answer_with(
        *stored("Hello"), answered(f"`{'long' * 60}`\n\n- {'word' * 60}")
    )
    widget.ask("Hello")
    widget.wait_for_answer()

    assert page.evaluate(overflow) <= 0
    log = page.get_by_role("region", name="Conversation")
    assert log.evaluate("(log) => log.scrollWidth - log.clientWidth") <= 0
    expect(widget.field).to_be_in_viewport(ratio=1)


def test_every_control_is_large_enough_for_a_thumb(new_page: NewPage) -> None:
    page = new_page(**PHONE)
    widget = Widget(page)
    cited = entity(5, "work", "Somewhere", "/#work")
    widget.answer_with(*stored("Hello"), answered("Hello.", cited))
    widget.open()
    starters = [button.bounding_box() for button in widget.starters.all()]
    widget.ask("Hello")
    widget.wait_for_answer()

    controls = widget.panel.locator("button:visible, textarea, .source").all()
    boxes = [*starters, *(control.bounding_box() for control in controls)]
    assert len(boxes) > 8
    for box in boxes:
        assert box is not None
        assert box["width"] >= 44
        assert box["height"] >= 44


def test_without_javascript_the_page_is_whole_and_offers_no_chat(
    new_page: NewPage,
) -> None:
    page = new_page(java_script_enabled=False)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("chat-widget > button")).to_be_hidden()


def test_the_chat_takes_the_accent_colour_of_the_page(
    page: Page, widget: Widget
) -> None:
    widget.open()
    link = page.locator("main a").first
    accent = link.evaluate("link => getComputedStyle(link).color")
    expect(widget.launcher).to_have_css("background-color", accent)


def test_the_launcher_is_not_printed(page: Page, widget: Widget) -> None:
    page.emulate_media(media="print")

    expect(widget.launcher).to_be_hidden()


def test_a_reload_on_a_phone_draws_no_ring_round_the_conversation(
    new_page: NewPage,
) -> None:
    widget = Widget(new_page(**PHONE))
    widget.open()
    widget.page.reload()
    log = widget.page.get_by_role("region", name="Conversation")

    expect(log).to_be_focused()
    assert not log.evaluate("(log) => log.matches(':focus-visible')")
    widget.page.keyboard.press("Tab")
    widget.page.keyboard.press("Shift+Tab")
    assert log.evaluate("(log) => log.matches(':focus-visible')")


def test_the_conversations_title_is_in_the_panels_name_and_leaves_with_it(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on(
        "threads.get_by_id", thread(assistant_message("Hello."), title="About trains")
    )
    remember_thread(page)
    widget.open()

    expect(widget.panel).to_have_accessible_name("Ask the AI agent About trains")
    page.get_by_role("button", name="New conversation").click()
    expect(widget.panel).to_have_accessible_name("Ask the AI agent")
