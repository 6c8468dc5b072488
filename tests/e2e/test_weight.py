"""What a visitor's browser fetches before the chat is opened."""

import brotli  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Page, Response

MOST = 60_000  # bytes, with headers


def on_the_wire(response: Response) -> int:
    """As a live site sends it, compressed; fonts and pictures are already."""
    body = response.body()
    is_text = "text" in response.headers["content-type"]
    head = sum(len(name) + len(value) + 4 for name, value in response.headers.items())
    return head + len(brotli.compress(body) if is_text else body)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_and_all_it_loads_weigh_at_most_60_kb(
    page: Page, base_url: str, scheme: str
) -> None:
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    page.goto("/")
    page.wait_for_load_state("networkidle")

    sizes = {
        answer.url.removeprefix(base_url): on_the_wire(answer) for answer in answers
    }
    assert all(url.startswith(("/", "data:")) for url in sizes), sizes
    assert sum(sizes.values()) <= MOST, sizes
    blocking = "script:not([type=module]):not([defer]):not([async]):not([type*=json])"
    assert page.locator(blocking).count() == 0
