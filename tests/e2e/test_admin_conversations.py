"""An owner reads what was asked, deletes it, and switches the chat off."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.admin import Admin, create_users
from tests.e2e.widget import Widget
from tests.support.server import UNLIMITED, Server, serve


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("conversations"), **UNLIMITED) as server:
        create_users(server, owner=["Résumé owner", "Operator"])
        yield server


@pytest.fixture
def asked(site: Server, browser: Browser) -> Iterator[Widget]:
    """The only visitor, whose question went unanswered."""
    with closing(sqlite3.connect(site.folder / "db.sqlite3")) as database:
        for table in ("item", "turn", "thread"):
            database.execute(f"DELETE FROM chatkit_{table}")  # noqa: S608
        database.commit()
        with browser.new_context(base_url=site.url) as context:
            page = context.new_page()
            page.goto("/")
            widget = Widget(page)
            widget.open()
            widget.starters.first.click()
            widget.wait_for_answer()
            database.execute(
                "UPDATE chatkit_turn SET outcome = 'unanswered', milliseconds = 1200"
            )
            database.commit()
            yield widget


@pytest.fixture
def admin(site: Server, browser: Browser) -> Iterator[Admin]:
    with browser.new_context(base_url=site.url) as context:
        admin = Admin(context.new_page())
        admin.log_in("owner")
        yield admin


def test_an_owner_reads_a_conversation_and_deletes_it(
    asked: Widget, admin: Admin
) -> None:
    page = admin.page
    page.reload()
    question = "Where do they work now?"
    expect(page.get_by_text("went unanswered")).to_be_visible()
    admin.open_conversations()
    page.get_by_role("link", name=question).click()

    expect(page.locator(".dashboard-question")).to_contain_text(question)
    expect(page.locator(".dashboard-answer")).to_contain_text(
        "the embedded answerer · 1.2 s"
    )
    address = page.locator(".dashboard-cited a").first.get_attribute("href")
    assert address
    assert address.startswith("/#")

    page.get_by_role("link", name="Delete everything of this visitor").click()
    page.get_by_role("button", name="Yes, delete everything").click()
    expect(page.get_by_text("was deleted: 1 conversation.")).to_be_visible()
    expect(page.get_by_role("link", name=question)).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_of_them_scrolls_sideways(
    asked: Widget, admin: Admin, width: int
) -> None:
    page = admin.page
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/admin/chatkit/thread/")
    first = page.get_by_role("link", name="Where do they work now?").first
    conversation = first.get_attribute("href") or ""
    visitor = conversation.partition("change/")[0] + "visitor/"

    for path in ("/admin/chatkit/turn/", page.url, conversation, visitor):
        page.goto(path)
        overflow = "document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(overflow) <= 0, path


def test_the_usage_summary_fits_a_phone(admin: Admin) -> None:
    page = admin.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/admin/chatkit/turn/")
    sums = page.get_by_role("region", name="Totals")

    expect(sums.get_by_role("cell", name="no price set")).to_have_count(3)
    assert sums.locator(".dashboard-scroll").evaluate(
        "(table) => table.scrollWidth <= table.clientWidth"
    )


def test_the_switch_takes_the_button_from_the_page_and_gives_it_back(
    admin: Admin, site: Server
) -> None:
    page = admin.page
    for choice, said, buttons in (("off", "The chat is off.", 0), ("on", "is on:", 1)):
        admin.open_settings()
        admin.field("Chat enabled").select_option(label=choice)
        admin.save()
        expect(page.get_by_text(said)).to_be_visible()
        page.goto("/")
        expect(page.locator(".chatkit-launcher")).to_have_count(buttons)
