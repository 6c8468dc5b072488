"""A chat server of the owner's own, elsewhere."""

import json
from pathlib import Path

from playwright.sync_api import Route, expect
from pytest_playwright import CreateContextCallback

from tests.e2e.widget import Widget, answered, stored
from tests.support.server import serve


def test_a_chat_server_elsewhere_is_shown_a_token_and_no_cookie(
    new_context: CreateContextCallback, tmp_path: Path
) -> None:
    elsewhere = "https://chat.example/chatkit"
    body = "".join(
        f"data: {json.dumps(event)}\n\n"
        for event in (*stored("Hello"), answered("Good day."))
    )
    asked: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            asked.append(route.request.all_headers())
        refused = len(asked) == 2 and route.request.method == "POST"
        route.fulfill(
            status=401 if refused else 200,
            body="" if refused else body,
            headers={
                "Access-Control-Allow-Origin": "*",
                "Access-Control-Allow-Headers": "*, Authorization",
                "Content-Type": "text/event-stream",
            },
        )

    with serve(
        tmp_path,
        CHATKIT_INTEGRATION_TYPE="custom",
        CHATKIT_CUSTOM_URL=elsewhere,
        CHATKIT_CUSTOM_SECRET="s" * 32,
    ) as server:
        page = new_context().new_page()
        page.route(elsewhere, answer)
        page.goto(server.url)
        widget = Widget(page)
        for _ in range(2):
            widget.ask("Hello")
            widget.wait_for_answer()

    expect(widget.answers.first).to_contain_text("Good day.")
    expect(widget.failure).to_be_hidden()
    assert len(asked) == 3  # the token that was refused was renewed, once
    assert all(headers["authorization"].startswith("Bearer ey") for headers in asked)
    assert all("cookie" not in headers for headers in asked)
