"""One visitor's page with OpenAI's element, whose script is ours."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Route, expect

from tests.e2e.protocol import change
from tests.e2e.widget import Widget

FAKE = Path(__file__).with_name("openai_chatkit.js")
SCRIPT = "https://cdn.platform.openai.com/deployments/chatkit/chatkit.js"
SWITCHED = "Switched to the site’s own assistant."
LIMIT = 6000  # milliseconds until the visitor can talk to our own


class Visit:
    """One visitor's page: what it asked for, what the console says."""

    def __init__(self, page: Page, url: str, behaviour: str = "works") -> None:
        self.page = page
        self.widget = Widget(page)
        self.element = page.locator("openai-chatkit")
        self.requests: list[str] = []
        self.console: list[ConsoleMessage] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.console.append(message))
        page.add_init_script(f"window.behaviour = {json.dumps(behaviour)}")
        page.route(SCRIPT, self.answer_script)
        page.goto(url)

    def answer_script(self, route: Route) -> None:
        route.fulfill(path=FAKE, content_type="text/javascript")

    @property
    def loads_of_the_script(self) -> int:
        return self.requests.count(SCRIPT)

    @property
    def messages(self) -> list[str]:
        return [m.text for m in self.console if m.text.startswith("[AgentKit]")]

    def received(self, name: str) -> Any:
        return self.page.evaluate(f"window.received.{name}")

    def wait_until_ready(self) -> None:
        expect(self.page.get_by_role("button", name="New conversation")).to_be_visible()

    def change(self, **settings: Any) -> None:
        """The page's configuration with other values."""
        self.page.route("**/api/chatkit/config", lambda route: change(route, settings))
        self.page.reload()

    def expect_our_own_to_answer(self) -> None:
        """Ours is there in time, says so in one line, and works."""
        expect(self.widget.field).to_be_visible(timeout=LIMIT)
        expect(self.page.get_by_text(SWITCHED).first).to_be_visible()
        expect(self.element).to_have_count(0)
        self.widget.ask("Where do they work now?")
        self.widget.wait_for_answer()
        expect(self.widget.answers).to_have_count(1)


OpenVisit = Callable[..., Visit]
