"""Errors and lost connections: told in words, and no question is lost."""

from playwright.sync_api import Page, expect

from tests.e2e.widget import CHAT, Widget


def test_a_refusal_is_shown_in_its_own_words_and_retry_sends_the_text_again(
    widget: Widget,
) -> None:
    widget.refuse_once(429, "rate_limited", "That was a lot of questions at once.")
    widget.ask("Where do they work now?")

    expect(widget.failure).to_contain_text("That was a lot of questions at once.")
    expect(widget.page.get_by_text("Not sent")).to_be_visible()
    widget.retry.click()

    widget.wait_for_answer()
    expect(widget.questions).to_have_count(1)
    expect(widget.answers).to_have_count(1)
    expect(widget.page.get_by_text("Not sent")).to_be_hidden()
    expect(widget.failure).to_be_hidden()


def test_a_lost_network_loses_no_text_not_even_after_a_reload(
    page: Page, widget: Widget
) -> None:
    page.route(CHAT, lambda route: route.abort(), times=1)
    widget.ask("Where do they work now?")

    expect(widget.failure).to_contain_text("The assistant can’t be reached.")
    expect(widget.questions).to_contain_text("Where do they work now?")
    page.reload()
    expect(widget.field).to_have_value("Where do they work now?")
    widget.field.press("Enter")
    widget.wait_for_answer()
    expect(widget.field).to_have_value("")
    page.reload()
    expect(widget.field).to_have_value("")
