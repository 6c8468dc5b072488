"""The site's own Content-Security-Policy stops nothing that its pages do."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.e2e.widget import Widget
from tests.support.server import serve

CREATE = (
    "from django.contrib.auth.models import User;"
    "User.objects.create_superuser('owner', password='a long word')"
)
ADMIN_PAGES = (
    *("resume/resume/", "resume/resume/1/head/", "resume/resume/1/entries/1/"),
    *("resume/siteoptions/", "chatkit/chatkitsettings/", "chatkit/ownanswer/add/"),
    *("chatkit/thread/", "chatkit/turn/", "chatkit/chatkitsettings/1/history/"),
)


@pytest.fixture
def errors(page: Page) -> list[str]:
    """What the console says is wrong."""
    found: list[str] = []
    page.on("console", lambda m: found.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_the_page_the_chat_and_the_api_s_browser_work(
    page: Page, errors: list[str]
) -> None:
    page.goto("/")
    widget = Widget(page)
    widget.ask("Where do they work now?")
    widget.wait_for_answer()
    page.goto("/api/docs")
    page.get_by_text("/api/chatkit/session").first.wait_for()

    assert not errors, "\n".join(errors)


def test_the_admin_works(tmp_path: Path, page: Page, errors: list[str]) -> None:
    with serve(tmp_path) as server:
        server.manage("shell", "--command", CREATE)
        page.goto(f"{server.url}/admin/")
        page.get_by_label("Username").fill("owner")
        page.get_by_label("Password").fill("a long word")
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("heading", name="The chat now").wait_for()
        for path in ADMIN_PAGES:
            page.goto(f"{server.url}/admin/{path}")
            page.wait_for_load_state("networkidle")
        page.goto(f"{server.url}/admin/chatkit/ownanswer/")
        page.keyboard.press("Control+k")

    assert not errors, "\n".join(errors)
