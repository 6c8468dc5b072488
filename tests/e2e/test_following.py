"""An answer that the visitor's browser lost sight of: found again, shown to its end."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.protocol import Protocol, come_back, configure, said, thread, told
from tests.e2e.widget import CHAT, Widget, answered, stored

QUESTION = said("Hello")
PARTIAL = told("The first half")
WHOLE = told("The first half and the second.")

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
    protocol.on("threads.get_by_id", running, running, thread(QUESTION, WHOLE))
    come_back(page)
    widget.open()
    page.evaluate(COUNT_ANNOUNCEMENTS)

    expect(widget.answers).to_have_text("Assistant: The first half")
    expect(page.locator(".status.waiting")).to_be_visible()
    expect(widget.send).to_be_disabled()
    expect(widget.answers).to_contain_text("and the second.")
    expect(page.locator(".status")).to_be_hidden()
    expect(widget.failure).to_be_hidden()
    expect(widget.announcement).not_to_be_empty()
    assert page.evaluate("announced") == ["The first half and the second."]
    assert len(protocol.asked) == 3


def test_an_answer_that_was_cut_short_says_so_and_can_be_had_again(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on("threads.get_by_id", thread(QUESTION, PARTIAL, turn="cut"))
    protocol.on("threads.retry_after_item", [answered("All of it.")])
    come_back(page)
    widget.open()

    expect(widget.answers).to_contain_text("The first half")
    expect(widget.failure).to_contain_text("This answer was cut short.")
    widget.retry.click()
    expect(widget.answers).to_contain_text("All of it.")
    expect(widget.answers).to_have_count(1)
    again = {"thread_id": "thr_1", "item_id": "msg_1"}
    assert protocol.params("threads.retry_after_item") == [again]


def test_a_finished_conversation_comes_back_without_a_word(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on("threads.get_by_id", thread(QUESTION, WHOLE, turn="done"))
    come_back(page)
    widget.open()

    expect(widget.answers).to_contain_text("and the second.")
    expect(widget.announcement).to_be_empty()
    expect(widget.failure).to_be_hidden()


def test_a_question_during_another_turn_stays_in_the_field(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on("threads.create", [*stored("Hello"), answered("Hello to you.")])
    protocol.on("threads.add_user_message", 409)
    other = [said("Hello"), told("Hello to you."), said("From a tab", "msg_3")]
    protocol.on(
        "threads.get_by_id",
        thread(*other, turn="running"),
        thread(*other, told("For that tab.", "msg_4")),
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


def test_retry_during_a_turn_follows_that_turn(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    cut = thread(QUESTION, PARTIAL, turn="cut")
    protocol.on("threads.get_by_id", cut, thread(QUESTION, WHOLE))
    protocol.on("threads.retry_after_item", 409)
    come_back(page)
    widget.open()
    widget.retry.click()

    expect(widget.answers).to_contain_text("and the second.")
    expect(widget.failure).to_be_hidden()
    expect(widget.field).to_have_value("")


def end_it(page: Page) -> None:
    page.evaluate("breakOff()")


def fall_silent(page: Page) -> None:
    page.clock.fast_forward(29_000)
    page.evaluate("say(': ping\\n\\n')")
    page.clock.fast_forward(29_000)
    expect(page.locator(".status.waiting")).to_be_hidden()  # a heartbeat is life
    page.clock.fast_forward(2_000)


@pytest.mark.parametrize("lose", [end_it, fall_silent])
def test_a_lost_connection_is_made_good_without_the_visitor(
    page: Page, widget: Widget, protocol: Protocol, lose: Callable[[Page], None]
) -> None:
    page.clock.install()
    running = thread(QUESTION, PARTIAL, turn="running")
    protocol.on("threads.get_by_id", 0, running, thread(QUESTION, WHOLE))
    widget.open()
    page.evaluate(BEGIN, begun())
    widget.ask("Hello")
    expect(widget.answers).to_contain_text("The first half")
    assert protocol.asked == []
    lose(page)

    expect(page.locator(".status.waiting")).to_be_visible()
    expect(widget.answers).to_contain_text("and the second.")
    expect(widget.failure).to_be_hidden()
    assert len(protocol.params("threads.get_by_id")) == 3


def test_a_killed_worker_leaves_a_cut_answer_with_retry(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    running = thread(QUESTION, PARTIAL, turn="running")
    cut = thread(QUESTION, PARTIAL, turn="cut")
    protocol.on("threads.get_by_id", running, cut)
    widget.open()
    page.evaluate(BEGIN, begun())
    widget.ask("Hello")
    expect(widget.answers).to_be_visible()
    end_it(page)

    expect(widget.failure).to_contain_text("This answer was cut short.")
    expect(widget.answers).to_contain_text("The first half")
    expect(widget.announcement).to_have_text("This answer was cut short.")
    expect(widget.retry).to_be_visible()


def test_where_nobody_answers_at_all_the_visitor_is_told(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on("threads.create", stored("Hello"))
    protocol.on("threads.get_by_id", 0)
    widget.ask("Hello")

    expect(widget.failure).to_contain_text("The assistant can’t be reached.")
    assert len(protocol.params("threads.get_by_id")) == 3
    protocol.on("threads.get_by_id", thread(QUESTION, WHOLE))
    widget.retry.click()
    expect(widget.answers).to_contain_text("and the second.")


def test_following_ends_after_two_minutes_and_can_go_on(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    page.clock.install()
    protocol.on("threads.get_by_id", thread(QUESTION, PARTIAL, turn="running"))
    come_back(page)
    widget.open()
    expect(widget.answers).to_contain_text("The first half")
    page.clock.fast_forward(121_000)

    expect(widget.failure).to_contain_text("takes longer than usual")
    protocol.on("threads.get_by_id", thread(QUESTION, WHOLE))
    widget.retry.click()
    expect(widget.answers).to_contain_text("and the second.")
    expect(widget.failure).to_be_hidden()


def test_only_our_own_server_is_told_that_the_widget_is_ours(page: Page) -> None:
    page.goto("/")
    protocol = Protocol(page)
    protocol.on("threads.create", [*stored("Hello"), answered("Hello.")])
    widget = Widget(page)
    widget.ask("Hello")
    widget.wait_for_answer()
    assert protocol.headers[0]["x-chatkit-widget"] == "builtin"

    page.unroute(CHAT)
    asked: list[dict[str, str]] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.headers)
        route.abort()

    page.route("https://elsewhere.example/**", refuse)
    page.evaluate("localStorage.clear()")
    configure(page, url="https://elsewhere.example/chat")
    widget.ask("Hello")
    expect(widget.failure).to_be_visible()
    assert asked
    assert all("x-chatkit-widget" not in headers for headers in asked)
