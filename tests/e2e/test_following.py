"""An answer that the visitor's browser lost sight of: found again, shown to its end."""

from playwright.sync_api import Page, expect

from tests.e2e.protocol import (
    Protocol,
    assistant_message,
    remember_thread,
    thread,
    user_message,
)
from tests.e2e.widget import Widget, answered, stored

QUESTION = user_message("Hello")
PARTIAL = assistant_message("The first half")
WHOLE = assistant_message("The first half and the second.")

# The next chat request is answered by its first events, and then as a test says.
BEGIN = """
(events) => {
  const request = window.fetch;
  window.fetch = async (url, init) => {
    window.fetch = request;
    const body = new ReadableStream({
      start(controller) {
        const encoder = new TextEncoder();
        window.say = (text) => controller.enqueue(encoder.encode(text));
        window.breakOff = () => controller.error(new TypeError("network error"));
        init.signal.onabort = () => controller.error(init.signal.reason);
        for (const event of events) say(`data: ${JSON.stringify(event)}\\n\\n`);
      },
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  };
}
"""
COUNT_ANNOUNCEMENTS = """
() => {
  window.announced = [];
  const root = document.querySelector("chat-widget").shadowRoot;
  const region = root.querySelector("[role=status]");
  new MutationObserver(() => {
    if (region.textContent) window.announced.push(region.textContent);
  }).observe(region, { childList: true, characterData: true, subtree: true });
}
"""


def begun() -> list[dict[str, object]]:
    """A turn with the first half of an answer."""
    return [*stored("Hello"), {"type": "thread.item.added", "item": PARTIAL}]


def test_after_a_reload_the_answer_goes_on_and_is_announced_once(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    running = thread(QUESTION, PARTIAL, turn="running")
    protocol.on("threads.get_by_id", running)
    remember_thread(page)
    widget.open()
    page.evaluate(COUNT_ANNOUNCEMENTS)

    expect(widget.answers).to_have_text("Assistant: The first half")
    expect(page.locator(".status.waiting")).to_be_visible()
    expect(widget.stop).to_be_visible()
    protocol.on("threads.get_by_id", thread(QUESTION, WHOLE))
    expect(widget.answers).to_contain_text("and the second.")
    expect(page.locator(".status")).to_be_hidden()
    expect(widget.failure).to_be_hidden()
    expect(widget.announcement).not_to_be_empty()
    assert page.evaluate("announced") == ["The first half and the second."]


def test_a_question_during_another_turn_stays_in_the_field(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on("threads.create", [*stored("Hello"), answered("Hello to you.")])
    protocol.on("threads.add_user_message", 409)
    other = [
        user_message("Hello"),
        assistant_message("Hello to you."),
        user_message("From a tab", "msg_3"),
    ]
    protocol.on(
        "threads.get_by_id",
        thread(*other, turn="running"),
        thread(*other, assistant_message("For that tab.", "msg_4")),
    )
    widget.ask("Hello")
    widget.wait_for_answer()
    widget.ask("And then?")

    expect(widget.field).to_have_value("And then?")
    expect(widget.questions).to_have_count(2)
    expect(widget.answers.nth(1)).to_contain_text("For that tab.")
    expect(widget.field).to_have_value("And then?")
    expect(page.locator(".notice")).to_contain_text("Yours is back in the field.")
    expect(widget.send).to_be_enabled()
    expect(widget.failure).to_be_hidden()


def test_a_lost_connection_is_made_good_without_the_visitor(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    running = thread(QUESTION, PARTIAL, turn="running")
    protocol.on("threads.get_by_id", running)
    widget.open()
    page.evaluate(BEGIN, begun())
    widget.ask("Hello")
    expect(widget.answers).to_contain_text("The first half")
    assert protocol.asked == []
    page.evaluate("breakOff()")

    expect(page.locator(".status.waiting")).to_be_visible()
    protocol.on("threads.get_by_id", thread(QUESTION, WHOLE))
    expect(widget.answers).to_contain_text("and the second.")
    expect(widget.failure).to_be_hidden()
