"""The panel around OpenAI's element works as around our own."""

from playwright.sync_api import expect

from tests.e2e.openai_element.visit import OpenVisit


def test_escape_and_close_and_the_launcher_work_as_with_our_own(
    visit: OpenVisit,
) -> None:
    visitor = visit()
    visitor.widget.open()
    visitor.wait_until_ready()
    assert visitor.received("focused") >= 1

    visitor.page.get_by_role("button", name="New conversation").focus()
    visitor.page.keyboard.press("Escape")
    expect(visitor.widget.panel).to_be_hidden()
    expect(visitor.widget.launcher).to_be_focused()

    visitor.widget.open()
    visitor.page.get_by_role("button", name="Close").click()
    expect(visitor.widget.panel).to_be_hidden()
    visitor.page.wait_for_timeout(1500)  # longer than two health checks
    visitor.widget.open()
    expect(visitor.element).to_be_visible()
    assert visitor.loads_of_the_script == 1
    assert visitor.messages == []


def test_the_header_starts_a_conversation_and_shows_earlier_ones(
    visit: OpenVisit,
) -> None:
    visitor = visit()
    visitor.widget.open()
    visitor.wait_until_ready()

    visitor.page.get_by_role("button", name="New conversation").click()
    assert visitor.received("threads") == [None]
    earlier = visitor.page.get_by_role("button", name="Earlier conversations")
    earlier.click()
    assert visitor.received("history") == 1
    earlier.click()
    assert visitor.received("history") == 0


def test_a_citation_leads_to_the_element_on_the_page(visit: OpenVisit) -> None:
    visitor = visit()
    visitor.widget.open()
    visitor.wait_until_ready()
    visitor.page.evaluate(
        "received.options.at(-1).entities.onClick({ id: 'basics-name', title: '' })"
    )

    cited = visitor.page.locator(".is-cited")
    expect(cited).to_have_id("basics-name")
    expect(cited).to_be_focused()
    before = visitor.received("focused")
    visitor.page.keyboard.press("Escape")
    assert visitor.received("focused") == before + 1
