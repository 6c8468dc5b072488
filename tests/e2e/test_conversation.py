"""What the chat makes of answers, errors and odd events it is sent."""

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.protocol import Protocol, said, thread
from tests.e2e.widget import CHAT, Widget, answered, entity, stored

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


def test_a_refusal_is_shown_in_its_own_words_and_retry_sends_the_text_again(
    widget: Widget,
) -> None:
    widget.refuse_once(429, "rate_limited", "That was a lot of questions at once.")
    widget.ask("Where do they work now?")

    expect(widget.failure).to_contain_text("That was a lot of questions at once.")
    expect(widget.page.get_by_text("Not sent")).to_be_visible()
    widget.retry.click()

    widget.wait_for_answer()
    expect(widget.questions).to_have_count(1)
    expect(widget.answers).to_have_count(1)
    expect(widget.page.get_by_text("Not sent")).to_be_hidden()
    expect(widget.failure).to_be_hidden()


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("Too many questions.", "Too many questions. You can try again in 20 s."),
        ("Busy. Please try again in a moment.", "Busy. Please try again in 20 s."),
    ],
)
def test_a_refusal_says_how_long_to_wait(
    widget: Widget, message: str, said: str
) -> None:
    error = {"error": {"code": "rate_limited", "message": message}}
    widget.page.route(
        CHAT,
        lambda route: route.fulfill(
            status=429, json=error, headers={"Retry-After": "20"}
        ),
    )
    widget.ask("Hello")

    expect(widget.failure).to_contain_text(said)
    expect(widget.failure).not_to_contain_text("in a moment")


def test_a_lost_network_loses_no_text_not_even_after_a_reload(
    page: Page, widget: Widget
) -> None:
    page.route(CHAT, lambda route: route.abort(), times=1)
    widget.ask("Where do they work now?")

    expect(widget.failure).to_contain_text("The assistant can’t be reached.")
    expect(widget.questions).to_contain_text("Where do they work now?")
    page.reload()
    expect(widget.field).to_have_value("Where do they work now?")
    widget.field.press("Enter")
    widget.wait_for_answer()
    expect(widget.field).to_have_value("")
    page.reload()
    expect(widget.field).to_have_value("")


def test_an_answer_that_breaks_off_is_asked_for_again_by_its_question(
    page: Page, widget: Widget
) -> None:
    protocol = Protocol(page)
    protocol.on("threads.create", stored("Hello"))
    protocol.on("threads.get_by_id", thread(said("Hello")))
    protocol.on("threads.retry_after_item", [answered("Hello to you.")])
    widget.ask("Hello")
    expect(widget.failure).to_contain_text("This question has not been answered.")
    widget.retry.click()
    expect(widget.answers).to_contain_text("Hello to you.")

    assert protocol.asked == [
        {
            "type": "threads.create",
            "params": {
                "input": {
                    "content": [{"type": "input_text", "text": "Hello"}],
                    "attachments": [],
                    "inference_options": {},
                }
            },
        },
        {"type": "threads.get_by_id", "params": {"thread_id": "thr_1"}},
        {
            "type": "threads.retry_after_item",
            "params": {"thread_id": "thr_1", "item_id": "msg_1"},
        },
    ]


def test_a_conversation_that_is_gone_is_begun_anew_by_retry(
    page: Page, widget: Widget
) -> None:
    widget.ask("Where do they work now?")
    widget.wait_for_answer()
    page.context.clear_cookies()

    widget.ask("What did they study?")
    expect(widget.failure).to_contain_text("does not exist any more")
    widget.retry.click()

    widget.wait_for_answer()
    expect(widget.answers).to_have_count(2)


@pytest.mark.parametrize("allow_retry", [True, False])
def test_an_error_event_says_whether_to_try_again(
    widget: Widget, *, allow_retry: bool
) -> None:
    error = {
        "type": "error",
        "code": "custom",
        "message": "The assistant rests.",
        "allow_retry": allow_retry,
    }
    widget.answer_with(*stored("Hello"), error)
    widget.ask("Hello")

    expect(widget.failure).to_contain_text("The assistant rests.")
    expect(widget.retry).to_be_visible(visible=allow_retry)


def test_a_question_left_unanswered_by_a_reload_can_be_answered(
    page: Page, widget: Widget
) -> None:
    content = [{"type": "input_text", "text": "Hello"}]
    message = {"id": "msg_1", "type": "user_message", "content": content}
    items = {"data": [message], "has_more": False}
    page.route(CHAT, lambda route: route.fulfill(json={"id": "thr_1", "items": items}))
    page.evaluate("localStorage.setItem('chatkit.thread', 'thr_1')")
    widget.open()

    expect(widget.questions).to_contain_text("Hello")
    expect(widget.failure).to_contain_text("This question has not been answered.")
    expect(widget.retry).to_be_visible()


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


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=\"document.title='owned'\">",
        "<script>document.title='owned'</script>",
        "[x](javascript:document.title='owned')",
        "[x](data:text/html,owned)",
        "[x](JaVaScRiPt:alert(1))",
    ],
)
def test_a_hostile_answer_is_shown_as_the_text_it_is(
    page: Page, widget: Widget, hostile: str
) -> None:
    title = page.title()
    widget.answer_with(*stored("Hello"), answered(hostile))
    widget.ask("Hello")

    expect(widget.answers.locator(".prose")).to_have_text(hostile)
    assert widget.answers.locator("img, script, a").count() == 0
    assert page.title() == title


def test_a_citation_leads_nowhere_dangerous(widget: Widget) -> None:
    annotation = entity(5, "elsewhere", "Elsewhere", "javascript:alert(1)")
    widget.answer_with(*stored("Hello"), answered("Said.", annotation))
    widget.ask("Hello")

    expect(widget.citations).to_have_attribute("href", "#")


def test_a_citation_of_another_page_is_a_link_to_it(widget: Widget) -> None:
    annotation = entity(5, "not-here", "A story", "/stories/one/#not-here")
    widget.answer_with(*stored("Hello"), answered("Said.", annotation))
    widget.ask("Hello")

    expect(widget.citations).to_have_attribute("href", "/stories/one/#not-here")
    expect(widget.citations).to_have_accessible_name("Source 1: A story")


def test_citations_are_numbered_where_the_text_names_them(widget: Widget) -> None:
    text = "Zürich 🚆 first. Second, **bold.**"
    first = text.index("first.") + len("first.") + 1  # the train counts as two
    annotations = [
        entity(first, "a", "A", "/#a"),
        entity(first, "b", "B", "/#b"),
        entity(len(text) + 1, "a", "A", "/#a"),
    ]
    widget.answer_with(*stored("Hello"), answered(text, *annotations))
    widget.ask("Hello")

    expect(widget.answers.locator(".prose")).to_have_text(
        "Zürich 🚆 first.12 Second, bold.1"
    )
    expect(widget.answers.locator(".source")).to_have_text(["1A", "2B"])


def test_markdown_becomes_elements(widget: Widget) -> None:
    text = (
        "One **bold** and *soft* `code` word, 2 * 3 * 4.\n\n- first\n- second\n\n"
        "1. one\n2. two\n\nSee [here](https://example.org/a_b), https://example.org/c."
        " or a.b@example.org"
    )
    widget.answer_with(*stored("Hello"), answered(text))
    widget.ask("Hello")

    expect(widget.answers).to_be_visible()
    html = widget.answers.locator(".prose").inner_html()
    away = 'target="_blank" rel="noopener noreferrer"'
    assert html == (
        "<p>One <strong>bold</strong> and <em>soft</em> <code>code</code> word,"
        " 2 * 3 * 4.</p><ul><li>first</li><li>second</li></ul>"
        "<ol><li>one</li><li>two</li></ol>"
        f'<p>See <a href="https://example.org/a_b" {away}>here</a>,'
        f' <a href="https://example.org/c" {away}>https://example.org/c</a>.'
        ' or <a href="mailto:a.b@example.org">a.b@example.org</a></p>'
    )


def test_events_and_updates_of_the_future_are_ignored(widget: Widget) -> None:
    update = {"type": "assistant_message.sung", "content_index": 3, "tune": "la"}
    widget.answer_with(
        *stored("Hello"),
        {"type": "thread.item.sparkled", "item_id": "msg_2"},
        {"type": "thread.item.updated", "item_id": "unknown", "update": update},
        {"type": "thread.item.done", "item": {"id": "w", "type": "hologram"}},
        answered("Still here."),
    )
    widget.ask("Hello")

    expect(widget.answers).to_have_count(1)
    expect(widget.answers).to_contain_text("Still here.")
    expect(widget.failure).to_be_hidden()


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
