"""An owner's way through the desk: by mouse, and typing into fields only.

The browser test walks it and checks; `make screenshots` walks it and takes the pictures
of docs/ADMIN.md.
"""

import re
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.e2e.waiting import PATIENCE
from tests.support.server import Server

HERE = Path(__file__).parent
DOCUMENT, PICTURE = HERE / "owner.json", HERE / "windows.png"
QUESTION = "How were the windows of the customs house saved?"
TITLE = "How we saved 42 windows"
TEXT = """\
The customs house had 42 sash windows of 1790, and an offer to replace them all.

We took **every frame** out, and let in new oak only where the old had rotted.

It took two winters, and cost less than the offer."""
#: What `make run` does before it serves, without its file of settings.
SETUP = """
from resume_site.management.commands.setup import Command
Command.write_environment = lambda *_: None
Command().handle()
"""


def set_up(server: Server) -> str:
    """Until the sample is served; the password that the first run shows."""
    said = server.manage("shell", "--command", SETUP)
    found = re.search(r"password:\s+(\S+)", said)
    assert found, said
    deadline = time.monotonic() + PATIENCE
    while "Mara Lindqvist" not in httpx.get(server.url).text:
        assert time.monotonic() < deadline, server.log
        time.sleep(0.1)
    return found[1]


def drop(field: Locator, file: Path) -> None:
    """As a mouse does; https://chromedevtools.github.io/devtools-protocol/tot/Input/"""
    expect(field).to_be_visible()
    box = field.bounding_box()
    assert box
    drag = {
        "x": box["x"] + box["width"] - 20,
        "y": box["y"] + box["height"] - 20,
        "data": {"items": [], "files": [str(file)], "dragOperationsMask": 1},
    }
    session = field.page.context.new_cdp_session(field.page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **drag})


class Owner:
    """``look`` is called with the name of each step where there is something to see."""

    def __init__(self, page: Page, look: Callable[[str], object]) -> None:
        self.page, self.look = page, look

    def log_in(self, password: str) -> None:
        self.page.goto("/admin/")
        self.page.get_by_label("Username").fill("admin")
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Log in").click()
        self.page.goto("/admin/resume/resume/")

    def import_file(self) -> None:
        self._go("Import")
        drop(self.page.get_by_label("Your résumé as a file"), DOCUMENT)
        self._press("See what it changes")
        expect(self.page.get_by_text("Tomas Ferreira").first).to_be_visible()
        self.look("import")
        self._press("Replace the draft")
        expect(
            self.page.get_by_text("Your draft has what is in the file.")
        ).to_be_visible()

    def correct_date(self) -> None:
        job = self._open("Ribeira Restoration")
        job.get_by_role("button", name="Choose “To”").click()
        month = self.page.get_by_role("dialog", name="Choose “To”")
        month.get_by_label("Year", exact=True).fill("2018")
        self.look("date")
        month.get_by_role("button", name="June").click()
        expect(job.get_by_label("To", exact=True)).to_have_value("June 2018")
        self._save(job)
        self._card("Ribeira Restoration").locator(".desk-title").click()

    def move_up(self) -> None:
        """The volunteer work of 2016, above the job before it."""
        mouse = self.page.mouse
        handle = self._card("Harbour Museum").locator(".desk-handle")
        target = self._card("Ribeira Restoration")
        handle.scroll_into_view_if_needed()
        start, end = handle.bounding_box(), target.bounding_box()
        assert start
        assert end
        x = start["x"] + start["width"] / 2
        mouse.move(x, start["y"] + start["height"] / 2)
        mouse.down()
        mouse.move(x, end["y"] + end["height"] / 2, steps=8)
        mouse.move(x, end["y"] + 4, steps=4)
        self.look("move")
        mouse.up()
        expect(self.page.locator("#desk-said")).to_contain_text("is now 2 of 3")

    def hide_phone(self) -> None:
        self.page.locator("#head .desk-title").click()
        head = self.page.locator("#head")
        who = head.get_by_label("Who sees the phone number")
        who.select_option("Nobody")
        who.scroll_into_view_if_needed()
        self.look("hide")
        self._save(head)

    def write_story(self) -> None:
        job = self._open("Douro Workshop")
        job.get_by_role("link", name="Story of “Restored the 42").click()
        self.page.get_by_label("Title").fill(TITLE)
        self.page.get_by_label("Text", exact=True).fill(TEXT)
        self._press("Picture")
        dialog = self.page.get_by_role("dialog", name="Add a picture")
        with self.page.expect_file_chooser() as chooser:
            dialog.get_by_label("PNG, JPEG").click()
        chooser.value.set_files(PICTURE)
        dialog.get_by_label("What it shows").fill(
            "Four windows, one of them on trestles"
        )
        dialog.get_by_label("Caption").fill("The third floor in the second winter")
        self.look("picture")
        dialog.get_by_role("button", name="Add the picture").click()
        preview = self.page.locator("#story-preview")
        expect(preview.get_by_role("img", name="Four windows")).to_be_visible()
        self.look("story")
        self._press("Save")
        expect(self.page.get_by_text("Saved. Visitors read it when")).to_be_visible()

    def preview(self) -> None:
        self._go("Preview")
        draft = self.page.frame_locator("iframe")
        expect(draft.get_by_role("heading", name="Tomas Ferreira")).to_be_visible()
        self.page.get_by_label("Phone").check()
        draft.get_by_role("link", name=TITLE).click()
        expect(draft.get_by_role("heading", name=TITLE)).to_be_visible()
        self.look("preview")
        self._go("Ask the draft")
        self.page.get_by_label("What a visitor would ask").fill("Where does he work?")
        self._press("Ask")
        expect(self.page.get_by_text("Head of Workshop").first).to_be_visible()
        self.look("ask")
        self.page.get_by_role("link", name="Back to the résumé").click()

    def publish(self) -> None:
        self._go("Publish")
        expect(self.page.get_by_text("Who sees the phone number")).to_be_visible()
        self.look("publish")
        self._press("Publish")
        expect(self.page.get_by_text("Version 2 is published.")).to_be_visible()
        self.look("versions")

    def go_back(self) -> None:
        self._go("Versions")
        self.page.get_by_role("link", name="Version 1", exact=True).click()
        go_back = self.page.get_by_role("button", name="Go back to Version 1")
        expect(go_back).to_be_visible()
        self.look("back")
        go_back.click()
        self._press("Publish")
        expect(self.page.get_by_text("Version 3 is published.")).to_be_visible()

    def _go(self, name: str) -> None:
        bar = self.page.get_by_role("navigation", name="Résumé", exact=True)
        bar.get_by_role("link", name=name, exact=True).click()

    def _press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def _card(self, text: str) -> Locator:
        return self.page.locator(".desk-card", has_text=text)

    def _open(self, text: str) -> Locator:
        self._card(text).locator(".desk-title").click()
        card = self.page.locator(".desk-card.is-open", has_text=text)
        expect(card.locator(".desk-form")).to_be_visible()
        return card

    def _save(self, card: Locator) -> None:
        card.get_by_role("button", name="Save", exact=True).click()
        expect(card.get_by_text("Saved", exact=True)).to_be_visible()
