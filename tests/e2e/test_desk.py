"""An owner adds a résumé in another language."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.admin import Admin, create_users
from tests.e2e.test_owner import check
from tests.e2e.widget import Widget
from tests.support.server import IN_MEMORY, Server, serve


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(tmp_path_factory.mktemp("desk"), command=IN_MEMORY) as server:
        create_users(server, owner=["Résumé owner"])
        yield server


def test_an_owner_adds_a_language_and_the_chat_answers_from_it(
    desk: Server, browser: Browser
) -> None:
    with browser.new_context(base_url=desk.url, reduced_motion="reduce") as context:
        page = context.new_page()
        Admin(page).log_in("owner")
        page.goto("/admin/resume/resume/1/address/")
        check(page)
        page.get_by_role("link", name="Edit", exact=True).click()
        page.get_by_role("link", name="Résumés").click()
        page.get_by_role("link", name="New résumé").click()
        check(page)
        page.get_by_label("Called").fill("Deutsch")
        page.get_by_label("Address").fill("de")
        page.get_by_label("Begin with").select_option(index=1)
        page.get_by_role("button", name="Create it").click()
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
