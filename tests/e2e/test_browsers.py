"""Slow networks, old browsers, and browsers that keep nothing."""

from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import NewPage
from tests.e2e.protocol import configure
from tests.e2e.test_panel import PHONE
from tests.e2e.waiting import wait_until
from tests.e2e.widget import Widget

ASSISTANT = "**/panel/assistant.js"
#: As in a browser of 2022.
OLD = """
delete Promise.withResolvers;
delete URL.canParse;
delete Element.prototype.checkVisibility;
delete AbortSignal.any;
for (const name of ["toSorted", "toReversed", "with"]) delete Array.prototype[name];
"""


def test_the_panel_opens_at_once_and_sends_what_was_asked_early(page: Page) -> None:
    held: list[Route] = []
    page.route(ASSISTANT, lambda route: held.append(route))
    page.goto("/", wait_until="commit")
    widget = Widget(page)
    widget.ask("Where do they work now?")

    expect(widget.questions).to_have_text("Where do they work now?")
    expect(page.locator(".status.waiting")).to_be_visible()
    widget.field.press_sequentially("And before")
    expect(widget.field).to_be_focused()
    for route in held:
        route.continue_()
    widget.wait_for_answer()
    expect(widget.questions).to_have_count(1)
    expect(widget.answers).to_have_count(1)
    expect(widget.field).to_have_value("And before")
    expect(widget.field).to_be_focused()


def test_there_is_no_button_where_the_chat_is_off(page: Page) -> None:
    configure(page, chat_enabled=False)

    expect(page.locator("chat-widget")).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()


def test_a_chat_that_does_not_load_says_so(page: Page) -> None:
    page.route("**/chat-widget-define.js", lambda route: route.abort())
    page.goto("/")
    widget = Widget(page)
    widget.launcher.click()

    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("The chat could not be loaded.")


def test_an_assistant_that_does_not_load_says_so_and_keeps_the_question(
    page: Page,
) -> None:
    page.route(ASSISTANT, lambda route: route.abort())
    page.goto("/")
    widget = Widget(page)
    widget.ask("Where do they work now?")

    expect(widget.failure).to_contain_text("The chat could not be loaded.")
    page.unroute(ASSISTANT)
    page.reload()
    expect(widget.field).to_have_value("Where do they work now?")


def test_a_browser_of_2022_chats(page: Page) -> None:
    page.add_init_script(OLD)
    page.goto("/")
    widget = Widget(page)
    widget.ask("Where do they work now?")

    widget.wait_for_answer()


def test_a_browser_without_dialogs_is_told_that_it_is_too_old(page: Page) -> None:
    page.add_init_script("delete window.HTMLDialogElement")
    page.goto("/")
    Widget(page).launcher.click()

    expect(page.get_by_role("alert")).to_have_text("The chat needs a newer browser.")


def test_where_cookies_and_storage_are_blocked_a_conversation_goes_on(
    page: Page,
) -> None:
    page.add_init_script(
        "for (const store of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, store, { get() { throw new Error('no'); } });"
    )

    def without_cookie(route: Route) -> None:
        headers = {**route.request.headers, "cookie": ""}
        route.continue_(headers=headers)
        page.context.clear_cookies()

    page.route("**/api/chatkit/*", without_cookie)
    page.goto("/")
    widget = Widget(page)
    for count, question in enumerate(
        ("Where do they work now?", "What did they study?"), 1
    ):
        widget.ask(question)
        expect(widget.answers).to_have_count(count)
        widget.wait_for_answer()
        page.context.clear_cookies()

    expect(widget.failure).to_be_hidden()


def test_back_on_a_phone_closes_the_chat_and_stays_on_the_page(
    new_page: NewPage,
) -> None:
    page = new_page(**PHONE)
    widget = Widget(page)
    for _ in range(2):
        widget.open()
        page.go_back()
        expect(widget.panel).to_be_hidden()
        expect(widget.launcher).to_be_focused()
    widget.open()
    page.get_by_role("button", name="Close").click()
    expect(widget.panel).to_be_hidden()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    wait_until(page, "!history.state")
