"""A chat server of the owner's own, elsewhere."""

import json
import time

from playwright.sync_api import Page, Route, expect

from tests.e2e.protocol import configure
from tests.e2e.widget import Widget, answered, stored

ELSEWHERE = "https://chat.example/chatkit"
TOKEN = "/api/chatkit/token"  # noqa: S105 -- an address


def test_a_chat_server_elsewhere_is_shown_a_token_and_no_cookie(page: Page) -> None:
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

    token = {"token": "ey.1", "expires_at": time.time() + 600}
    page.route(f"**{TOKEN}", lambda route: route.fulfill(json=token))
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
    configure(page, url=ELSEWHERE, token_url=TOKEN)
    widget = Widget(page)
    widget.ask("Hello")
    widget.wait_for_answer()

    expect(widget.answers).to_contain_text("Good day.")
    assert [headers["authorization"] for headers in asked] == ["Bearer ey.1"]
    assert "cookie" not in asked[0]
