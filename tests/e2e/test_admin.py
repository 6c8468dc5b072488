"""An owner and an operator in the admin, with a real browser on a real server."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.admin import Admin, create_users
from tests.support.server import Server, serve

ENVIRONMENT = {
    "CHATKIT_LOCK": "max_files",
    "CHATKIT_MAX_FILES": "3",
    "CHATKIT_MAX_FILE_SIZE_MB": "20",
    "OPENAI_API_KEY": "",
}

LogIn = Callable[[str], Admin]


@pytest.fixture(scope="module")
def admin_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("admin"), resume=None, **ENVIRONMENT) as server:
        create_users(server, owner=["Résumé owner"], operator=["Operator"])
        yield server


@pytest.fixture
def log_in(admin_server: Server, browser: Browser) -> Iterator[LogIn]:
    """Enter this module's site, in a browser that has not been there."""
    with browser.new_context(base_url=admin_server.url) as context:

        def enter(name: str) -> Admin:
            admin = Admin(context.new_page())
            admin.log_in(name)
            return admin

        yield enter


def test_an_owner_changes_the_texts_and_reads_the_rest(log_in: LogIn) -> None:
    admin = log_in("owner")
    expect(admin.page.get_by_role("button", name="Test connection")).to_have_count(0)
    expect(admin.page.get_by_role("link", name="Allowed origins")).to_have_count(0)

    admin.open_settings()
    admin.field("Launcher label").fill("Ask about Mara")
    admin.save()

    expect(admin.page.get_by_text("Saved and in use: Launcher label.")).to_be_visible()
    expect(admin.field("Launcher label")).to_have_value("Ask about Mara")
    expect(admin.row("launcher_label")).to_contain_text("Set here admin")
    expect(admin.field("Max requests per minute")).to_have_count(0)
    expect(admin.row("max_requests_per_minute")).to_contain_text(
        "Only an operator can change this."
    )


def test_an_operator_sees_where_each_value_comes_from(log_in: LogIn) -> None:
    admin = log_in("operator")
    admin.open_settings()

    expect(admin.row("max_file_size_mb")).to_contain_text(
        re.compile(r"In use while blank: 20\s+environment\s+variable CHATKIT_MAX_FILE_")
    )
    expect(admin.row("enable_uploads")).to_contain_text(
        re.compile(r"on\s+default\s+variable CHATKIT_ENABLE_UPLOADS")
    )


def test_a_locked_setting_says_why_it_cannot_be_changed(log_in: LogIn) -> None:
    admin = log_in("operator")
    admin.open_settings()

    expect(admin.field("Max files")).to_have_count(0)
    expect(admin.row("max_files")).to_contain_text(
        "Locked by CHATKIT_LOCK in the environment"
    )


def test_an_operator_changes_a_limit_and_takes_it_back(log_in: LogIn) -> None:
    admin = log_in("operator")
    admin.open_settings()
    admin.field("Max requests per minute").fill("20")
    admin.save()
    expect(admin.row("max_requests_per_minute")).to_contain_text(
        "Blank: 10, the default"
    )

    admin.row("max_requests_per_minute").get_by_role("checkbox").check()
    admin.save()

    expect(admin.field("Max requests per minute")).to_have_value("")
    expect(admin.row("max_requests_per_minute")).to_contain_text(
        "In use while blank: 10"
    )


def test_a_bad_value_is_explained_on_its_field(log_in: LogIn) -> None:
    admin = log_in("operator")
    admin.open_settings()
    admin.field("Max file size MB").fill("a lot")
    admin.save()

    expect(admin.row("max_file_size_mb")).to_contain_text(
        "Expected a whole number from 1 to 512."
    )
    expect(admin.field("Max file size MB")).to_have_value("a lot")
    admin.page.get_by_role("link", name="Max file size MB").click()
    expect(admin.field("Max file size MB")).to_be_in_viewport()


def test_an_operator_undoes_a_change_from_the_history(log_in: LogIn) -> None:
    admin = log_in("operator")
    admin.open_settings()
    for greeting in ("Good day", "Good night"):
        admin.field("Greeting").fill(greeting)
        admin.save()
        expect(admin.page.get_by_text("Saved and in use: Greeting.")).to_be_visible()

    admin.page.get_by_role("link", name="History").click()
    newest = admin.page.locator(".dashboard-history > li").first
    expect(newest).to_contain_text(re.compile(r"Good day\s*→.*Good night"))
    admin.page.get_by_role("link", name="Go back to this version").first.click()
    admin.page.get_by_role("button", name="Revert").click()

    expect(admin.page.get_by_text("Saved and in use: Greeting.")).to_be_visible()
    expect(admin.field("Greeting")).to_have_value("Good day")


def test_the_connection_test_says_what_it_found(log_in: LogIn) -> None:
    admin = log_in("operator")
    admin.page.get_by_role("button", name="Test connection").click()

    expect(admin.page.locator(".dashboard-findings > li").first).to_be_visible()
    expect(admin.page.get_by_role("button", name="Test again")).to_be_visible()


PAGES = {
    "operator": ("", "chatkit/chatkitsettings/1/change/"),
    "owner": ("chatkit/ownanswer/add/", "chatkit/answerpolicy/"),
}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("user", PAGES)
def test_no_page_scrolls_sideways(log_in: LogIn, user: str, width: int) -> None:
    admin = log_in(user)
    admin.page.set_viewport_size({"width": width, "height": 844})

    for path in PAGES[user]:
        admin.page.goto(f"/admin/{path}")
        overflow = "document.documentElement.scrollWidth - innerWidth"
        assert admin.page.evaluate(overflow) <= 0
