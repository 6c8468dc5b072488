"""A chat server of the owner's own, elsewhere."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.widget import Widget, answered, stored
from tests.support.server import UVICORN, Server, serve

ELSEWHERE = "https://chat.example/chatkit"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Server]:
    variables: dict[str, Any] = {
        "CHATKIT_INTEGRATION_TYPE": "custom",
        "CHATKIT_CUSTOM_URL": ELSEWHERE,
        "CHATKIT_CUSTOM_SECRET": "x" * 32,
    }
    with serve(tmp_path, command=UVICORN, **variables) as server:
        yield server


def test_a_chat_server_elsewhere_is_shown_a_token_and_no_cookie(
    page: Page, site: Server
) -> None:
    body = "".join(
        f"data: {json.dumps(event)}\n\n"
        for event in (*stored("Hello"), answered("Good day."))
    )
    asked: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            asked.append(route.request.all_headers())
        route.fulfill(
            body=body,
            headers={
                "Access-Control-Allow-Origin": "*",
                "Access-Control-Allow-Headers": "*, Authorization",
                "Content-Type": "text/event-stream",
            },
        )

    page.route(ELSEWHERE, answer)
    page.context.add_cookies(
        [
            {
                "name": "theirs",
                "value": "1",
                "url": ELSEWHERE,
                "secure": True,
                "sameSite": "None",
            }
        ]
    )
    page.goto(site.url)
    widget = Widget(page)
    widget.ask("Hello")
    widget.wait_for_answer()

    expect(widget.answers).to_contain_text("Good day.")
    assert len(asked) == 1
    assert asked[0]["authorization"].startswith("Bearer ey")
    assert "cookie" not in asked[0]
