"""An owner edits the résumé, with a real browser on a real server."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from tests.e2e.admin import Admin, create_users
from tests.e2e.owner import PICTURE
from tests.e2e.test_accessibility import AXE, violations
from tests.support.server import IN_MEMORY, Server, serve

JOBS = ["Staff Engineer", "Senior Backend Engineer", "Software Engineer"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("desk"), command=IN_MEMORY) as server:
        create_users(server, owner=["Résumé owner"])
        yield server


@pytest.fixture
def page(desk: Server, browser: Browser) -> Iterator[Page]:
    with browser.new_context(base_url=desk.url, reduced_motion="reduce") as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        Admin(context.new_page()).log_in("owner")
        page = context.pages[0]
        page.goto("/admin/resume/resume/")
        yield page


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def names(page: Page) -> Locator:
    return section(page, "Experience").locator(".desk-name")


def card(page: Page, name: str) -> Locator:
    return page.locator(".desk-card").filter(
        has=page.locator(".desk-name", has_text=name)
    )


def paste(field: Locator, text: str) -> None:
    field.evaluate(
        """(field, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          field.dispatchEvent(new ClipboardEvent("paste",
            { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_a_job_is_edited_by_keyboard_moved_and_deleted(page: Page) -> None:
    heading = page.locator(".desk-title", has_text="Northwind Rail ·")
    heading.focus()
    page.keyboard.press("Enter")
    job = page.locator(".desk-card.is-open")
    expect(job.get_by_label("Employer", exact=True)).to_have_value("Northwind Rail")
    expect(heading).to_be_focused()

    job.get_by_role("button", name="Choose “To”").press("Enter")
    page.keyboard.type("2023")
    page.get_by_role("dialog").get_by_role("button", name="May").press("Enter")
    expect(job.get_by_label("To", exact=True)).to_have_value("May 2023")
    job.get_by_label("To", exact=True).fill("sept 2023")
    page.keyboard.press("Tab")
    expect(job.get_by_text("September 2023", exact=True)).to_be_visible()
    expect(job.get_by_text("Not saved", exact=True)).to_be_visible()

    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.once("dialog", stay)
    page.get_by_role("link", name="Versions").click()
    expect(job.get_by_label("To", exact=True)).to_have_value("sept 2023")
    assert asked == ["beforeunload"]

    job.get_by_role("button", name="Add a highlight").click()
    paste(page.locator(":focus"), "- One line\n- Another line")
    expect(page.locator(":focus")).to_have_value("Another line")
    page.keyboard.press("Control+s")
    expect(job.get_by_text("Saved", exact=True)).to_be_visible()
    expect(page.get_by_text("Unpublished changes")).to_be_visible()
    expect(job.locator("textarea[name=highlight]")).to_have_count(6)
    expect(job.get_by_label("To", exact=True)).to_have_value("September 2023")

    heading.click()
    page.get_by_role("button", name="Move Staff Engineer down").press("Enter")
    expect(names(page)).to_have_text([JOBS[1], JOBS[0], JOBS[2], "Junior Developer"])
    expect(page.locator("#desk-said")).to_contain_text("is now 2 of 4")

    names(page).last.click()
    page.get_by_role("link", name="Delete").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Delete “Junior Developer")
    dialog.get_by_role("button", name="Delete").click()
    expect(names(page)).to_have_count(3)


def check(page: Page) -> None:
    """axe finds nothing, light and dark."""
    for is_dark in (True, False):
        page.evaluate(
            "dark => document.documentElement.classList.toggle('dark', dark)", is_dark
        )
        assert violations(page) == [], is_dark


def test_axe_finds_nothing_in_any_state(page: Page, tmp_path: Any) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.locator("#head [data-open]").click()
    photograph = page.get_by_label("Photograph", exact=True)
    photograph.set_input_files(PICTURE)
    zoom = page.get_by_label("Zoom")
    zoom.press("ArrowRight")
    expect(zoom).to_have_value("1.05")

    skills = section(page, "Skills").locator(".desk-card")
    skills.first.locator("[data-open]").click()
    skill = skills.first.get_by_label("Skill", exact=True)
    skill.fill("Mine")
    url = skills.first.locator("[data-open]").get_attribute("href") or ""
    other = page.context.new_page()
    other.goto(url)
    other.get_by_label("Skill", exact=True).fill("Theirs")
    other.get_by_role("button", name="Save", exact=True).click()
    expect(other).to_have_url(re.compile("change/#entry"))
    skill.press("Control+s")
    expect(page.get_by_text("is now Theirs")).to_be_visible()

    section(page, "Experience").get_by_role("link", name="Add a job").press("Enter")
    job = section(page, "Experience").locator(".desk-card").first
    job.get_by_label("From", exact=True).fill("soon")
    page.keyboard.press("Control+s")
    expect(job.get_by_role("alert")).to_contain_text("Not saved yet")

    page.get_by_role("link", name="Add a section").press("Enter")
    talks = page.locator("#entry-new-other")
    expect(talks.get_by_label("Heading")).to_be_focused()
    page.keyboard.type("Talks")
    talks.get_by_label("Title").fill("First")
    talks.get_by_role("button", name="Add an entry").press("Enter")
    page.keyboard.type("Second")
    check(page)
    talks.get_by_role("button", name="Move up").last.press("Enter")
    page.keyboard.press("Control+s")
    talks = card(page, "Talks")
    expect(talks.get_by_label("Title").first).to_have_value("Second")

    talks.get_by_role("link", name="Delete").click()
    check(page)
    page.keyboard.press("Escape")
    job.get_by_role("button", name="Choose “To”").click()
    check(page)

    page.keyboard.press("Escape")
    # What was chosen is used, though only the card is saved.
    page.locator("#head").get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#head img.desk-photo-large")).to_be_visible()


def test_nothing_typed_is_lost(page: Page, tmp_path: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("#head [data-open]").click()
    basics = page.locator("#head")
    summary = basics.get_by_label("Summary")
    summary.fill("My own words")

    paste(summary, "a line\n" * 800_000)
    expect(basics.get_by_role("alert")).to_contain_text("more than a résumé holds")
    noise = tmp_path / "huge.png"
    noise.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20_000_000))
    basics.get_by_label("Photograph", exact=True).set_input_files(noise)
    expect(basics.get_by_text("larger than 2 MB")).to_be_visible()
    expect(summary).to_have_value("My own words")
    overflow = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(overflow) <= 0

    page.context.clear_cookies()
    basics.get_by_role("button", name="Save", exact=True).click()
    expect(basics.get_by_role("alert")).to_contain_text("You have been logged out")
    Admin(page.context.new_page()).log_in("owner")
    basics.get_by_role("button", name="Save", exact=True).click()
    expect(basics.get_by_text("Saved", exact=True)).to_be_visible()
    page.reload()
    page.locator("#head [data-open]").click()
    expect(summary).to_have_value("My own words")

    add = section(page, "Skills").get_by_role("link", name="Add a skill")
    add.click()
    expect(page.get_by_label("Skill", exact=True)).to_be_focused()
    page.keyboard.type("Sailing")
    page.keyboard.press("Control+s")
    expect(section(page, "Skills").locator(".desk-name").last).to_have_text("Sailing")


def test_who_has_no_scripts_loses_nothing_by_a_logout(
    page: Page, browser: Browser
) -> None:
    cookies = page.context.cookies()
    url = card(page, "English").locator("[data-open]").get_attribute("href") or ""
    with browser.new_context(java_script_enabled=False) as context:
        bare = context.new_page()
        context.add_cookies(cookies)  # type: ignore[arg-type]
        bare.goto(page.url.partition("/admin/")[0] + url)
        bare.get_by_label("Level").fill("Fluent & fast")
        context.clear_cookies()
        bare.get_by_role("button", name="Save", exact=True).click()
        expect(bare.get_by_role("heading")).to_have_text("Not saved yet: log in again")
        context.clear_cookies()
        context.add_cookies(cookies)  # type: ignore[arg-type]
        bare.get_by_role("button", name="Send it again").click()
        expect(bare.get_by_text("You are logged in again")).to_be_visible()
        bare.get_by_role("button", name="Send it again").click()
        expect(card(bare, "English")).to_contain_text("Fluent & fast")
