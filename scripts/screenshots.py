"""Make docs/screenshots/ from a site of its own: `make screenshots`.

Needs Chromium as the browser tests do, named by CHROMIUM, and pdftoppm (Debian:
poppler-utils).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.e2e.admin import Admin, create_users
from tests.e2e.owner import QUESTION, TITLE, Owner, set_up
from tests.e2e.widget import Widget
from tests.support.chat import Chat
from tests.support.database import ROOT
from tests.support.server import Server, serve

FOLDER = ROOT / "docs" / "screenshots"
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
SMALL: dict[str, Any] = {"viewport": {"width": 1100, "height": 700}}
WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
}
ENVIRONMENT: dict[str, Any] = {
    "CHATKIT_MAX_FILES": "3",
    "CHATKIT_LOCK": "max_file_size_mb",
    "OPENAI_API_KEY": "",
    "DJANGO_READ_DOTENV": "false",
}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder), **ENVIRONMENT) as server,
        sync_playwright() as playwright,
        playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"],
            args=["--no-sandbox", "--font-render-hinting=none"],  # letters as spaced
        ) as browser,
    ):
        themes(browser, server)
        create_users(server, robin=["Résumé owner", "Operator"])
        chat(browser, server.url)
        ask_again(browser, server.url)
        screenshot_admin(browser, server.url)
        (first_run := Path(folder) / "first").mkdir()
        with serve(first_run, resume=None, **ENVIRONMENT) as first:
            owner(browser, first)


def themes(browser: Browser, server: Server) -> None:
    """Each theme on both screens, light and dark, printed, and its PDF."""
    for theme in ("compact", "modern", "classic"):
        code = f"from resume.models import SiteOptions as S; S(pk=1, theme={theme!r})"
        server.manage("shell", "--command", f"{code}.save()")
        for name, screen in (("", WIDE), ("-phone", PHONE)):
            for scheme in ("light", "dark"):
                options = {**screen, "color_scheme": scheme}
                page = browser.new_page(base_url=server.url, **options)
                page.goto("/")
                while f"themes/{theme}.css" not in page.content():
                    page.reload()  # until this process knows
                page.locator("body[data-chatkit]").wait_for()
                shoot(page, f"{theme}{name}{'-dark' if scheme == 'dark' else ''}")
                if screen is WIDE and scheme == "light":
                    first_page(page.pdf(format="A4"), f"{theme}-print")
                    made = page.request.get("/resume.pdf").body()
                    first_page(made, f"{theme}-pdf")
                page.close()


def chat(browser: Browser, url: str) -> None:
    """A starter prompt answered, its first citation followed."""
    page = browser.new_page(base_url=url, **DESKTOP)
    page.goto("/")
    widget = Widget(page)
    widget.open()
    widget.starters.first.click()
    widget.wait_for_answer()
    widget.citations.first.click()
    page.locator(".is-cited").wait_for()
    shoot(page, "chat")


def ask_again(browser: Browser, url: str) -> None:
    """A question that the résumé leaves open, answered by the owner and asked again."""
    with Chat(url) as visitor:
        visitor.ask("Does she have a dog?")
    page = browser.new_page(base_url=url, **DESKTOP)
    Admin(page).log_in("robin")
    page.get_by_role("link", name="Write an answer").click()
    page.get_by_label("Answer").fill("I have a collie called Finn.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Ask again").click()
    page.get_by_role("heading", name="Now", exact=True).wait_for()
    shoot(page, "ask-again")


def screenshot_admin(browser: Browser, url: str) -> None:
    """The settings with one changed, the status, the history, on both screens."""
    for suffix, options in (("", DESKTOP), ("-phone", PHONE)):
        page = browser.new_page(base_url=url, **options)
        admin = Admin(page)
        admin.log_in("robin")
        shoot(page, f"status{suffix}")
        admin.open_settings()
        if not suffix:
            admin.field("Max requests per minute").fill("20")
            admin.save()
        admin.section("Uploads").evaluate("(title) => title.scrollIntoView()")
        shoot(page, f"settings{suffix}")
        admin.open_history()
        shoot(page, f"history{suffix}")


def owner(browser: Browser, server: Server) -> None:
    """The first run's sample made one's own, and what a visitor sees of it."""
    password = set_up(server)
    visitor = browser.new_page(base_url=server.url, reduced_motion="reduce", **WIDE)
    visitor.goto("/")
    visitor.locator("a.story").first.click()
    visitor.locator(".story-sheet[open]").wait_for()
    shoot(visitor, "story")
    page = browser.new_page(base_url=server.url, **SMALL)
    walk = Owner(page, lambda step: shoot(page, f"owner-{step}"))
    walk.log_in(password)
    walk.import_file()
    walk.correct_date()
    walk.move_up()
    walk.hide_phone()
    walk.write_story()
    walk.preview()
    walk.publish()
    visitor.goto("/")
    visitor.get_by_role("link", name=TITLE).click()
    visitor.locator(".story-sheet[open] img").wait_for()
    widget = Widget(visitor)
    widget.open()
    widget.ask(QUESTION)
    widget.wait_for_answer()
    shoot(visitor, "owner-page")
    walk.go_back()


def first_page(pdf: bytes, name: str) -> None:
    program = shutil.which("pdftoppm") or sys.exit("Install poppler-utils.")
    options = ["-png", "-r", "96", "-singlefile", "-", str(FOLDER / name)]
    subprocess.run([program, *options], input=pdf, check=True)
    print(f"docs/screenshots/{name}.png")


def shoot(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
    print(f"docs/screenshots/{name}.png")


if __name__ == "__main__":
    main()
