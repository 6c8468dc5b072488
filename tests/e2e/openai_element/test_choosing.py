"""Which widget a page has is a setting; either one keeps the visitor's question."""

from playwright.sync_api import expect

from tests.e2e.openai_element.visit import OpenVisit
from tests.e2e.widget import CHAT
from tests.support.server import Server


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
