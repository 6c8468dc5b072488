"""OpenAI's element on our page, and what a visitor has when it fails.

Its script is intercepted; sessions come from the real server, which asks a stand-in for
OpenAI on loopback.
"""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Route, expect
from pytest_playwright import CreateContextCallback

from tests import openai_stub
from tests.e2e.widget import CHAT, Widget, answered, stored
from tests.openai_stub import KEY, SECRET, WORKFLOW, OpenAI
from tests.server import Server, serve

FAKE = Path(__file__).with_name("openai_chatkit.js")
SCRIPT = "https://cdn.platform.openai.com/deployments/chatkit/chatkit.js"
SESSION = "**/api/chatkit/session"
SWITCHED = "Switched to the site’s own assistant."
LIMIT = 6000  # milliseconds until the visitor can talk to our own


@pytest.fixture(scope="module")
def openai() -> Iterator[OpenAI]:
    with openai_stub.serve() as openai:
        yield openai


@pytest.fixture(scope="module")
def hosted(
    openai: OpenAI, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with serve(
        tmp_path_factory.mktemp("hosted"),
        OPENAI_API_KEY=KEY,
        OPENAI_BASE_URL=openai.url,
        CHATKIT_WORKFLOW_ID=WORKFLOW,
        OPENAI_DOMAIN_KEY="domain_pk_test",
        CHATKIT_MAX_REQUESTS_PER_MINUTE="1000",
    ) as server:
        yield server


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

        def answer(route: Route) -> None:
            response = route.fetch()
            start = '<script id="chatkit-config" type="application/json">'
            before, _, rest = response.text().partition(start)
            written, _, after = rest.partition("</script>")
            changed = json.dumps({**json.loads(written), **settings})
            body = f"{before}{start}{changed}</script>{after}"
            route.fulfill(response=response, body=body)

        self.page.route(self.page.url, answer)
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


@pytest.fixture
def visit(new_context: CreateContextCallback, hosted: Server) -> OpenVisit:
    def open_page(behaviour: str = "works", **options: Any) -> Visit:
        return Visit(new_context(**options).new_page(), f"{hosted.url}/", behaviour)

    return open_page


def test_nothing_of_a_third_party_is_asked_for_before_the_chat_is_opened(
    visit: OpenVisit, hosted: Server
) -> None:
    visitor = visit()
    visitor.page.wait_for_load_state("networkidle")
    assert all(url.startswith(hosted.url) for url in visitor.requests)

    visitor.widget.open()
    visitor.wait_until_ready()
    assert visitor.loads_of_the_script == 1


def test_the_element_is_mounted_in_the_panel_and_receives_a_secret(
    visit: OpenVisit,
) -> None:
    visitor = visit()
    visitor.widget.open()
    visitor.wait_until_ready()

    assert visitor.received("secrets") == [SECRET]
    assert visitor.page.evaluate("window.OPENAI_DOMAIN_KEY") == "domain_pk_test"
    expect(visitor.widget.panel).to_have_accessible_name("Ask the AI agent")
    expect(visitor.widget.field).to_have_count(0)
    panel = visitor.widget.panel.bounding_box()
    element = visitor.element.bounding_box()
    assert panel is not None
    assert element is not None
    assert element["width"] > panel["width"] - 4
    assert element["height"] > panel["height"] - 80
    assert visitor.messages == []


def test_the_element_is_told_what_the_settings_say(visit: OpenVisit) -> None:
    visitor = visit(color_scheme="light")
    visitor.widget.open()
    visitor.wait_until_ready()

    api, onclick = "Object.keys(options[0].api)", "typeof options[0].entities.onClick"
    assert visitor.page.evaluate(f"(({{ options }}) => {api})(received)") == [
        "getClientSecret"
    ]
    assert visitor.page.evaluate(f"(({{ options }}) => {onclick})(received)") == (
        "function"
    )
    options = visitor.page.evaluate("JSON.parse(JSON.stringify(received.options[0]))")
    assert options == {
        "api": {},
        "locale": "en",
        "frameTitle": "Ask the AI agent",
        "initialThread": None,
        "theme": {
            "colorScheme": "light",
            "radius": "round",
            "color": {"accent": {"primary": "rgb(29, 90, 140)", "level": 1}},
        },
        "header": {"enabled": False},
        "history": {"enabled": True, "showDelete": True, "showRename": True},
        "startScreen": {
            "greeting": "What would you like to know?",
            "prompts": [
                {"label": prompt, "prompt": prompt}
                for prompt in (
                    "Where do they work now?",
                    "What are their main skills?",
                    "What did they study?",
                    "How can I get in touch?",
                )
            ],
        },
        "composer": {
            "placeholder": "Ask about this résumé",
            "attachments": {
                "enabled": True,
                "maxSize": 10 * 1024 * 1024,
                "maxCount": 5,
            },
        },
        "disclaimer": {
            "text": "Answers come from an automated assistant and quote this résumé."
        },
        "entities": {},
    }


def test_a_secret_that_runs_out_is_renewed(visit: OpenVisit) -> None:
    visitor = visit()
    visitor.widget.open()
    visitor.wait_until_ready()
    visitor.page.evaluate("received.renew()")

    assert visitor.requests[-1].endswith("/api/chatkit/refresh")
    assert visitor.received("secrets") == [SECRET, SECRET]


def test_a_visitor_who_lost_the_cookie_gets_a_new_session(visit: OpenVisit) -> None:
    visitor = visit()
    visitor.widget.open()
    visitor.wait_until_ready()
    visitor.page.context.clear_cookies()
    visitor.page.evaluate("received.renew()")

    assert visitor.received("secrets") == [SECRET, SECRET]
    asked = [url.rpartition("/")[2] for url in visitor.requests[-2:]]
    assert asked == ["refresh", "session"]
    expect(visitor.element).to_be_visible()


def test_escape_and_close_and_the_launcher_work_as_with_our_own(
    visit: OpenVisit,
) -> None:
    visitor = visit()
    visitor.widget.open()
    visitor.wait_until_ready()
    assert visitor.received("focused") >= 1

    visitor.page.get_by_role("button", name="New conversation").focus()
    visitor.page.keyboard.press("Escape")
    expect(visitor.widget.panel).to_be_hidden()
    expect(visitor.widget.launcher).to_be_focused()

    visitor.widget.open()
    visitor.page.get_by_role("button", name="Close").click()
    expect(visitor.widget.panel).to_be_hidden()
    visitor.page.wait_for_timeout(1500)  # longer than the watchdog looks away
    visitor.widget.open()
    expect(visitor.element).to_be_visible()
    assert visitor.loads_of_the_script == 1
    assert visitor.messages == []


def test_the_header_starts_a_conversation_and_shows_earlier_ones(
    visit: OpenVisit,
) -> None:
    visitor = visit()
    visitor.widget.open()
    visitor.wait_until_ready()

    visitor.page.get_by_role("button", name="New conversation").click()
    assert visitor.received("threads") == [None]
    earlier = visitor.page.get_by_role("button", name="Earlier conversations")
    earlier.click()
    assert visitor.received("history") == 1
    earlier.click()
    assert visitor.received("history") == 0


def test_a_citation_leads_to_the_element_on_the_page(visit: OpenVisit) -> None:
    visitor = visit()
    visitor.widget.open()
    visitor.wait_until_ready()
    visitor.page.evaluate(
        "received.options.at(-1).entities.onClick({ id: 'basics-name', title: '' })"
    )

    cited = visitor.page.locator(".is-cited")
    expect(cited).to_have_id("basics-name")
    expect(cited).to_be_focused()
    before = visitor.received("focused")
    visitor.page.keyboard.press("Escape")
    assert visitor.received("focused") == before + 1


@pytest.mark.parametrize(
    ("behaviour", "reason", "remedy"),
    [
        ("silent", "it was not ready in time", "Add 127.0.0.1 to OpenAI's allow-list"),
        ("error", "it reported an error", "Add 127.0.0.1 to OpenAI's allow-list"),
        ("frame removed", "it vanished", "Add 127.0.0.1 to OpenAI's allow-list"),
        ("collapses", "it vanished", "Add 127.0.0.1 to OpenAI's allow-list"),
        ("removed", "it vanished", "Add 127.0.0.1 to OpenAI's allow-list"),
    ],
)
def test_when_the_element_fails_our_own_answers(
    visit: OpenVisit, behaviour: str, reason: str, remedy: str
) -> None:
    visitor = visit(behaviour)
    visitor.widget.open()

    visitor.expect_our_own_to_answer()
    assert len(visitor.messages) == 1
    assert reason in visitor.messages[0]
    assert remedy in visitor.messages[0]


def test_when_the_script_is_blocked_our_own_answers(visit: OpenVisit) -> None:
    visitor = visit()
    visitor.page.route(SCRIPT, lambda route: route.abort("blockedbyclient"))
    visitor.widget.open()

    visitor.expect_our_own_to_answer()
    assert "its script did not load" in visitor.messages[0]
    assert "script-src" in visitor.messages[0]


def test_when_the_script_never_comes_our_own_answers(visit: OpenVisit) -> None:
    visitor = visit()
    visitor.page.route(SCRIPT, lambda route: None)
    visitor.widget.open()
    expect(visitor.page.get_by_text("Loading the assistant…").last).to_be_visible()

    visitor.expect_our_own_to_answer()
    assert "its script did not load" in visitor.messages[0]


@pytest.mark.parametrize(
    "answer",
    [
        {"status": 502, "json": {"error": {"code": "upstream_auth", "message": "No."}}},
        {"status": 500, "body": "<h1>Server Error</h1>"},
        {"json": {"client_secret": None}},
    ],
    ids=["refused", "broken", "no secret"],
)
def test_when_there_is_no_session_our_own_answers(
    visit: OpenVisit, answer: dict[str, Any]
) -> None:
    visitor = visit()
    visitor.page.route(SESSION, lambda route: route.fulfill(**answer))
    visitor.widget.open()

    visitor.expect_our_own_to_answer()
    assert "could not give it a session" in visitor.messages[0]
    assert "doctor --live" in visitor.messages[0]


def test_when_the_session_takes_too_long_our_own_answers(visit: OpenVisit) -> None:
    visitor = visit()
    visitor.page.route(SESSION, lambda route: None)
    visitor.widget.open()

    visitor.expect_our_own_to_answer()
    assert "could not give it a session" in visitor.messages[0]


def test_the_owner_learns_of_it(visit: OpenVisit, hosted: Server) -> None:
    visitor = visit("removed")
    visitor.widget.open()
    visitor.expect_our_own_to_answer()

    code = "from chatkit import beacons; print(*beacons.recent(), sep='\\n')"
    deadline = time.monotonic() + 10
    while "vanished" not in (known := hosted.manage("shell", "-v0", "-c", code)):
        assert time.monotonic() < deadline, known
    assert "host='127.0.0.1'" in known


def test_after_a_failure_this_visit_stays_with_our_own_and_the_next_tries_again(
    visit: OpenVisit,
) -> None:
    visitor = visit("removed")
    visitor.widget.open()
    visitor.expect_our_own_to_answer()
    visitor.page.reload()
    expect(visitor.widget.answers).to_have_count(1)
    expect(visitor.page.get_by_text(SWITCHED)).to_have_count(0)
    assert visitor.loads_of_the_script == 1

    later = Visit(visitor.page.context.new_page(), visitor.page.url)
    later.widget.open()
    later.wait_until_ready()


def test_one_error_after_an_answer_may_pass_and_a_second_may_not(
    visit: OpenVisit,
) -> None:
    visitor = visit()
    visitor.widget.open()
    visitor.wait_until_ready()
    tell = "(element, [name, detail]) => element.tell(name, detail)"
    visitor.element.evaluate(tell, ["response.start", None])
    visitor.element.evaluate(tell, ["response.end", None])
    visitor.element.evaluate(tell, ["error", {"error": "once"}])
    expect(visitor.element).to_be_visible()

    visitor.element.evaluate(tell, ["response.end", None])
    visitor.element.evaluate(tell, ["error", {"error": "twice"}])
    visitor.expect_our_own_to_answer()


def test_who_reads_the_page_meanwhile_keeps_the_focus_there(visit: OpenVisit) -> None:
    visitor = visit("removed")
    visitor.widget.open()
    visitor.wait_until_ready()
    link = visitor.page.locator("main a, header a").first
    link.focus()

    expect(visitor.widget.field).to_be_visible(timeout=LIMIT)
    expect(link).to_be_focused()


def test_who_waits_in_the_panel_finds_the_focus_in_the_message_field(
    visit: OpenVisit,
) -> None:
    visitor = visit("removed")
    visitor.widget.open()

    expect(visitor.widget.field).to_be_focused(timeout=LIMIT)


def test_builtin_pins_our_own(visit: OpenVisit) -> None:
    visitor = visit()
    visitor.change(widget="builtin")
    visitor.widget.ask("Where do they work now?")
    visitor.widget.wait_for_answer()

    assert visitor.loads_of_the_script == 0
    assert visitor.messages == []


def test_openai_pins_the_element_in_custom_mode_too(
    visit: OpenVisit, hosted: Server
) -> None:
    visitor = visit()
    visitor.change(widget="openai", mode="custom", domain_key="")
    visitor.page.evaluate("localStorage.setItem('chatkit.thread', 'thr_1')")
    visitor.widget.open()
    visitor.wait_until_ready()

    options = visitor.page.evaluate("JSON.parse(JSON.stringify(received.options[0]))")
    assert options["api"] == {
        "url": "/api/chatkit/chat",
        "domainKey": "local-dev",
        "uploadStrategy": {"type": "two_phase"},
    }
    assert options["initialThread"] == "thr_1"
    ask = """async () => {
      const { url, fetch } = received.options[0].api;
      const params = { limit: 1 };
      const body = JSON.stringify({ type: "threads.list", params });
      const headers = { "Content-Type": "application/json" };
      return (await fetch(url, { method: "POST", headers, body })).json();
    }"""
    assert visitor.page.evaluate(ask)["data"] == []


def test_a_question_that_our_server_never_got_waits_in_our_message_field(
    visit: OpenVisit,
) -> None:
    visitor = visit()
    visitor.change(widget="openai", mode="custom")
    visitor.page.route(CHAT, lambda route: route.abort())
    visitor.widget.open()
    visitor.wait_until_ready()
    visitor.element.evaluate("""async (element) => {
      const { url, fetch } = received.options[0].api;
      const content = [{ type: "input_text", text: "Where do they live?" }];
      const input = { content, attachments: [], inference_options: {} };
      const body = JSON.stringify({ type: "threads.create", params: { input } });
      await fetch(url, { method: "POST", body }).catch(
        (error) => element.tell("error", { error }));
    }""")

    expect(visitor.widget.field).to_have_value("Where do they live?")


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_the_theme_that_was_chosen_wins_over_the_visitors(
    visit: OpenVisit, chosen: str
) -> None:
    opposite = {"light": "dark", "dark": "light"}[chosen]
    visitor = visit(color_scheme=opposite)
    visitor.change(theme=chosen)
    visitor.widget.open()
    visitor.wait_until_ready()

    assert visitor.received("options[0].theme.colorScheme") == chosen


def test_the_element_follows_the_visitors_colours(visit: OpenVisit) -> None:
    visitor = visit(color_scheme="light")
    visitor.widget.open()
    visitor.wait_until_ready()
    visitor.page.emulate_media(color_scheme="dark")

    visitor.page.wait_for_function("received.options.length === 2")
    assert visitor.received("options[1].theme.colorScheme") == "dark"


@pytest.mark.parametrize("chosen", ["auto", "light", "dark"])
def test_our_own_widget_has_the_theme_that_was_chosen(
    visit: OpenVisit, chosen: str
) -> None:
    visitor = visit(color_scheme="dark")
    visitor.change(widget="builtin")
    visitor.page.evaluate(
        "(theme) => document.querySelector('chat-widget').setAttribute('theme', theme)",
        chosen,
    )
    visitor.widget.open()

    surface = "(panel) => getComputedStyle(panel).backgroundColor"
    assert visitor.widget.panel.evaluate(surface) == (
        "rgb(255, 255, 255)" if chosen == "light" else "rgb(23, 25, 30)"
    )


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
