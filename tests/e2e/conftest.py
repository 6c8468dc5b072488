"""One browser and one server per worker, shared by the tests of this folder."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright import CreateContextCallback

from tests.e2e.protocol import Protocol
from tests.e2e.widget import Widget
from tests.support.server import IN_MEMORY, UNLIMITED, Server, serve

HERE = Path(__file__).parent
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
NewPage = Callable[..., Page]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_configure(config: pytest.Config) -> None:
    config.option.screenshot = "only-on-failure"
    expect.set_options(timeout=20_000)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in filter(is_browser_test, items):
        # Playwright speaks to its driver through pipes and a socket pair.
        item.add_marker(pytest.mark.enable_socket)


def is_browser_test(item: pytest.Item) -> bool:
    return HERE in item.path.parents


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    named = os.environ.get("CHROMIUM")
    program = next(filter(None, map(shutil.which, [named] if named else BROWSERS)), "")
    if not program:
        pytest.fail(
            "The browser tests need Chromium or Chrome: install one (Debian: apt-get"
            " install chromium) or name its program in CHROMIUM.",
            pytrace=False,
        )
    return {**browser_type_launch_args, "executable_path": program, "args": FLAGS}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("site")
    with serve(folder, command=IN_MEMORY, **UNLIMITED) as server:
        yield server


@pytest.fixture(scope="session")
def base_url(server: Server) -> str:
    return server.url


@pytest.fixture
def widget(page: Page) -> Widget:
    """The page for a new visitor."""
    page.goto("/")
    return Widget(page)


@pytest.fixture
def protocol(page: Page, widget: Widget) -> Protocol:
    """The page with a chat server in the test."""
    return Protocol(page)


@pytest.fixture
def new_page(new_context: CreateContextCallback) -> NewPage:
    """The page in a browser with other options."""

    def open_page(**options: Any) -> Page:
        page = new_context(**options).new_page()
        page.goto("/")
        return page

    return open_page
