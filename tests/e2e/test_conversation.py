"""A conversation as a visitor writes, stops, and finds it again."""

import json
import re

from playwright.sync_api import Page, Route, expect

from tests.e2e.widget import CHAT, Widget

# The next answer stalls with its first words: there is time to press Stop.
STALL = """
() => {
  const request = window.fetch;
  window.fetch = async (url, init) => {
    window.fetch = request;
    const response = await request(url, init);
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    let come = "";
    const body = new ReadableStream({
      start(controller) {
        init.signal.onabort = () => controller.error(init.signal.reason);
      },
      async pull(controller) {
        if (come.includes("text_delta")) return new Promise(() => {});
        const { value } = await reader.read();
        come += decoder.decode(value);
        controller.enqueue(value);
      },
    });
    return new Response(body, response);
  };
}
"""


def test_stop_ends_the_answer_and_keeps_what_has_come(
    page: Page, widget: Widget
) -> None:
    page.evaluate(STALL)
    widget.ask("Where do they work now?")
    expect(widget.answers).to_be_visible(timeout=20_000)
    widget.stop.click()

    expect(widget.stop).to_be_hidden()
    expect(widget.failure).to_contain_text("You stopped this answer.")
    expect(widget.field).to_be_focused()
    expect(widget.answers.locator(".prose")).not_to_be_empty()
    expect(widget.announcement).to_be_empty()


def test_a_stopped_answer_can_be_had_after_all(page: Page, widget: Widget) -> None:
    page.evaluate(STALL)
    widget.ask("Where do they work now?")
    expect(widget.answers).to_be_visible(timeout=20_000)
    widget.stop.click()
    widget.retry.click()

    widget.wait_for_answer()
    expect(widget.questions).to_have_count(1)
    expect(widget.answers).to_have_count(1)
    expect(widget.failure).to_be_hidden()


def test_a_long_conversation_comes_back_whole(page: Page, widget: Widget) -> None:
    def item(number: int) -> dict[str, object]:
        part = {"type": "output_text", "text": f"Answer {number}", "annotations": []}
        return {"id": f"msg_{number}", "type": "assistant_message", "content": [part]}

    def answer(route: Route) -> None:
        sent = json.loads(route.request.post_data or "")
        if sent["type"] == "threads.get_by_id":
            items = {"data": [item(1)], "has_more": True, "after": "hidden_1"}
            return route.fulfill(json={"id": "thr_1", "items": items})
        more = sent["params"]["after"] == "hidden_1"
        data = [] if more else [item(2)]
        return route.fulfill(json={"data": data, "has_more": more, "after": "hidden_2"})

    page.route(CHAT, answer)
    page.evaluate("localStorage.setItem('chatkit.thread', 'thr_1')")
    widget.open()

    expect(widget.answers).to_contain_text(["Answer 1", "Answer 2"])


def test_a_message_that_is_too_long_is_counted_and_not_sent(widget: Widget) -> None:
    widget.open()
    widget.field.fill("é" * 4001)

    expect(widget.panel).to_contain_text(
        "4,001 of 4,000 characters. Please shorten your message."
    )
    expect(widget.send).to_be_disabled()
    widget.field.press("Enter")
    expect(widget.field).to_have_value("é" * 4001)
    widget.field.fill("é" * 4000)
    expect(widget.send).to_be_enabled()


def test_shift_enter_makes_a_new_line(widget: Widget) -> None:
    widget.open()
    widget.field.press_sequentially("one")
    widget.field.press("Shift+Enter")
    widget.field.press_sequentially("two")

    expect(widget.field).to_have_value("one\ntwo")
    expect(widget.questions).to_have_count(0)


def test_enter_that_confirms_a_composition_sends_nothing(widget: Widget) -> None:
    widget.open()
    widget.field.fill("にほん")
    widget.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    widget.field.dispatch_event("keydown", {"key": "Enter", "keyCode": 229})

    expect(widget.field).to_have_value("にほん")
    expect(widget.questions).to_have_count(0)


def test_starter_prompts_and_disclaimer_come_from_the_configuration(
    page: Page, widget: Widget
) -> None:
    widget.open()

    expect(widget.starters).to_have_count(4)
    expect(page.get_by_text("What would you like to know?")).to_be_visible()
    expect(page.get_by_text(re.compile("automated assistant"))).to_be_visible()


def test_a_page_whose_storage_is_forbidden_still_chats(page: Page) -> None:
    page.add_init_script(
        "for (const store of ['localStorage', 'sessionStorage'])"
        " Object.defineProperty(window, store, { get() { throw new Error('no'); } });"
    )
    page.goto("/")
    widget = Widget(page)
    widget.ask("Where do they work now?")

    widget.wait_for_answer()
