"""From what `make run` shows first to the owner's own résumé, and back."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from pypdf import PdfReader

from tests.e2e.owner import QUESTION, TITLE, Owner, set_up
from tests.e2e.test_accessibility import AXE, violations
from tests.e2e.widget import Widget
from tests.support.server import IN_MEMORY, Server, serve

FILES = ("page", "pdf", "markdown")
EDITING = ("date", "move", "hide")  # test_editor.py checks these
PHONE, SAMPLES_PHONE = "+351 21 555 01 88", "+46 31 555 01 42"


@pytest.fixture(scope="module")
def first_run(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Server, str]]:
    folder = tmp_path_factory.mktemp("desk")
    with serve(folder, resume=None, command=IN_MEMORY) as server:
        yield server, set_up(server)


def check(page: Page) -> None:
    """axe finds nothing, light and dark."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        page.evaluate(
            "dark => document.documentElement.classList.toggle('dark', dark)",
            scheme == "dark",
        )
        assert violations(page) == [], (scheme, page.url)


def seen(browser: Browser, server: Server) -> dict[str, str]:
    """By a new visitor: the page, the files, and what the chat answers."""
    with browser.new_context(base_url=server.url) as context:
        page = context.new_page()
        page.goto("/")
        found = {"page": page.locator(".page").inner_text()}
        pdf = PdfReader(BytesIO(page.request.get("/resume.pdf").body()))
        found["pdf"] = " ".join(sheet.extract_text() for sheet in pdf.pages)
        found["markdown"] = page.request.get("/resume.md").text()
        widget = Widget(page)
        widget.ask(QUESTION)
        widget.wait_for_answer()
        found["answer"] = widget.answers.inner_text()
    return found


def test_an_owner_makes_the_sample_their_own_publishes_it_and_goes_back(
    first_run: tuple[Server, str], browser: Browser
) -> None:
    server, password = first_run
    before = seen(browser, server)
    for name in FILES:
        assert SAMPLES_PHONE in before[name], name
    with browser.new_context(base_url=server.url, reduced_motion="reduce") as context:
        page = context.new_page()
        owner = Owner(page, lambda step: None if step in EDITING else check(page))
        owner.log_in(password)
        owner.import_file()
        owner.correct_date()
        owner.move_up()
        owner.hide_phone()
        owner.write_story()
        owner.preview()
        assert seen(browser, server) == before

        owner.publish()
        after = seen(browser, server)
        for name, text in after.items():
            assert PHONE not in text, name
            assert "Mara" not in text, name
        for name in FILES:
            told = after[name]
            assert "June 2018" in told, name
            assert told.index("Harbour Museum") < told.index("Ribeira"), name
        assert TITLE in after["page"]
        assert "The customs house had 42 sash windows" in after["answer"]

        owner.go_back()
        assert seen(browser, server) == before


def test_a_story_opens_beside_the_resume(
    first_run: tuple[Server, str], browser: Browser
) -> None:
    server, _ = first_run
    with browser.new_context(base_url=server.url, reduced_motion="reduce") as context:
        page = context.new_page()
        held: list[Route] = []
        page.route("**/api/chatkit/config*", lambda route: held.append(route))
        with page.expect_request("**/api/chatkit/config*"):
            page.goto("/")
        link = page.locator("a.story").first
        link.click()
        sheet = page.locator(".story-sheet")
        title = sheet.get_by_role("heading", level=1)
        expect(title).to_be_visible()
        first = title.inner_text()
        expect(page).to_have_url(f"{server.url}{link.get_attribute('href')}")
        ask = sheet.get_by_role("button", name=f"Ask about this: {first}")
        expect(ask).to_be_hidden()
        held.pop().continue_()  # the chat may be there later than the story
        expect(ask).to_be_visible()
        page.unroute_all()
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert violations(page) == []
        sheet.locator(".prose p").first.click()
        page.keyboard.press("ArrowRight")
        expect(title).not_to_have_text(first)
        expect(page.locator("a.story[aria-current]")).to_contain_text(
            title.inner_text()
        )
        page.go_back()
        expect(title).to_have_text(first)
        page.go_back()
        expect(sheet).to_be_hidden()
        expect(page).to_have_url(f"{server.url}/")
        expect(link).to_be_focused()
        link.click()
        ask.click()
        chat = page.locator("chat-widget").get_by_role("dialog")
        expect(chat).to_be_visible()
        panel = chat.bounding_box()
        story = sheet.bounding_box()
        assert panel
        assert story
        assert story["x"] + story["width"] <= panel["x"]  # the chat is beside both

    phone: Any = {"width": 390, "height": 844}
    with browser.new_context(base_url=server.url, viewport=phone) as context:
        page = context.new_page()
        page.goto("/")
        page.locator("a.story").first.click()
        expect(page.locator(".story-close")).to_be_in_viewport()
        page.mouse.click(10, 40)  # above the sheet
        expect(page.locator(".story-sheet")).to_be_hidden()
        page.locator("a.story").first.click()
        expect(page.locator(".story-close")).to_be_visible()
        page.reload()
        expect(page.locator(".masthead")).to_be_hidden()
        page.go_back()
        expect(page.locator(".masthead")).to_be_visible()

    with browser.new_context(base_url=server.url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        page.locator("a.story").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(first)
