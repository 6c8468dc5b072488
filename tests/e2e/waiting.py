import time

from playwright.sync_api import Page

PATIENCE = 20.0  # seconds


def wait_until(page: Page, expression: str) -> None:
    """Until the expression is true in the page.

    Playwright's wait_for_function evaluates it in the page, where the policy forbids it.
    """
    end = time.monotonic() + PATIENCE
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"not true after {PATIENCE} s: {expression}"
        page.wait_for_timeout(50)
