"""An owner imports, publishes and goes back; a visitor opens the stories."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.admin import Admin, create_users
from tests.e2e.test_accessibility import AXE, violations
from tests.e2e.widget import Widget
from tests.support.database import ROOT
from tests.support.server import IN_MEMORY, Server, serve

LOAD_STORIES = """
from pathlib import Path
from resume.models import Resume
from resume.stories import files
from resume.versions.publishing import publish_draft
resume = Resume.objects.get()
files.load(resume, Path("resume/samples/stories.toml"))
publish_draft(resume)
"""
DESK = "/admin/resume/resume/1"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("desk"), command=IN_MEMORY) as server:
        create_users(server, owner=["Résumé owner"])
        server.manage("shell", "--command", LOAD_STORIES)
        while 'class="story"' not in httpx.get(server.url).text:  # another process's
            time.sleep(0.1)
        yield server


def check(page: Page) -> None:
    """axe finds nothing, light and dark."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    for scheme in ("light", "dark"):
        page.evaluate(
            "dark => document.documentElement.classList.toggle('dark', dark)",
            scheme == "dark",
        )
        assert violations(page) == [], (scheme, page.url)


def drop(page: Page, file: Path) -> None:
    """As a mouse does; https://chromedevtools.github.io/devtools-protocol/tot/Input/"""
    box = page.get_by_label("Your résumé as a file").bounding_box()
    assert box
    drag = {
        "x": box["x"] + box["width"] - 20,
        "y": box["y"] + box["height"] - 20,
        "data": {"items": [], "files": [str(file)], "dragOperationsMask": 1},
    }
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **drag})


def test_an_owner_imports_publishes_and_goes_back(
    desk: Server, browser: Browser, tmp_path: Path
) -> None:
    with browser.new_context(base_url=desk.url, reduced_motion="reduce") as context:
        page = context.new_page()
        Admin(page).log_in("owner")
        page.goto(f"{DESK}/stories/")
        check(page)
        page.locator("h2 .dashboard-link").first.click()
        check(page)
        for part in ("preview/", "versions/", "versions/2/", "address/", "import/"):
            page.goto(f"{DESK}/{part}")
            check(page)
        document = json.loads((ROOT / "resume/samples/sample.json").read_text())
        document["basics"]["label"] = "Lighthouse Keeper"
        file = tmp_path / "resume.json"
        file.write_text(json.dumps(document))
        drop(page, file)
        page.get_by_role("button", name="See what it changes").click()
        expect(page.get_by_text("Lighthouse Keeper").first).to_be_visible()
        check(page)
        page.get_by_role("button", name="Replace the draft").click()
        expect(page.get_by_text("Your draft has what is in the file.")).to_be_visible()

        page.goto("/admin/chatkit/ownanswer/ask/draft/")
        check(page)
        page.goto(f"{DESK}/publish/")
        check(page)
        publish = page.get_by_role("button", name="Publish", exact=True)
        publish.click()
        expect(page.get_by_text("Version 3 is published.")).to_be_visible()
        page.goto("/")
        expect(page.locator(".masthead")).to_contain_text("Lighthouse Keeper")

        page.goto(f"{DESK}/versions/1/")
        page.get_by_role("button", name="Go back to Version 1").click()
        publish.click()
        expect(page.get_by_text("Version 4 is published.")).to_be_visible()
        page.goto("/")
        expect(page.locator(".masthead")).not_to_contain_text("Lighthouse Keeper")
        expect(page.locator("a.story")).to_have_count(0)
        page.goto(f"{DESK}/versions/2/")
        page.get_by_role("button", name="Go back to Version 2").click()
        publish.click()
        expect(page.get_by_text("Version 5 is published.")).to_be_visible()


def test_a_story_opens_beside_the_resume(desk: Server, browser: Browser) -> None:
    with browser.new_context(base_url=desk.url, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto("/")
        link = page.locator("a.story").first
        link.click()
        sheet = page.locator(".story-sheet")
        title = sheet.get_by_role("heading", level=1)
        expect(title).to_be_visible()
        first = title.inner_text()
        expect(page).to_have_url(f"{desk.url}{link.get_attribute('href')}")
        expect(
            sheet.get_by_role("button", name=f"Ask about this: {first}")
        ).to_be_visible()
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert violations(page) == []
        page.keyboard.press("ArrowRight")
        expect(title).not_to_have_text(first)
        page.go_back()
        expect(title).to_have_text(first)
        page.go_back()
        expect(sheet).to_be_hidden()
        expect(page).to_have_url(f"{desk.url}/")
        expect(link).to_be_focused()

    with browser.new_context(base_url=desk.url, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto("/")
        page.locator("a.story").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(first)


def test_an_owner_adds_a_language_and_the_chat_answers_from_it(
    desk: Server, browser: Browser
) -> None:
    with browser.new_context(base_url=desk.url, reduced_motion="reduce") as context:
        page = context.new_page()
        Admin(page).log_in("owner")
        page.goto(f"{DESK}/change/")
        page.get_by_role("link", name="Résumés").click()
        page.get_by_role("link", name="New résumé").click()
        check(page)
        page.get_by_label("Called").fill("Deutsch")
        page.get_by_label("Address").fill("de")
        page.get_by_label("Begin with").select_option(index=1)
        page.get_by_role("button", name="Make it").click()
        page.get_by_role("link", name="Deutsch").click()
        check(page)
        page.get_by_role("link", name="Beside main").click()
        check(page)
        page.get_by_role("link", name="translate it (Experience").first.click()
        page.get_by_label("Job title").fill("Leitende Ingenieurin")
        page.get_by_role("button", name="Save").click()
        page.get_by_role("link", name="Publish").click()
        page.get_by_role("button", name="Publish", exact=True).click()

        page.goto("/")
        page.get_by_role("link", name="Deutsch").click()
        expect(page).to_have_url(f"{desk.url}/r/de/")
        widget = Widget(page)
        widget.ask("What is her current job title?")
        widget.wait_for_answer()
        expect(widget.answers).to_contain_text("Leitende Ingenieurin")
        widget.citations.first.click()
        expect(page.locator(".is-cited")).to_contain_text("Leitende Ingenieurin")

        page.get_by_role("link", name="English", exact=True).click()
        expect(page).to_have_url(f"{desk.url}/")
        widget.citations.first.click()  # leads to the page that it is on
        expect(page).to_have_url(re.compile(r"/r/de/#"))
