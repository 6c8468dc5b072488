"""Errors and lost connections: told in words, and no question is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.protocol import Protocol, said, thread
from tests.e2e.widget import CHAT, Widget, answered, stored


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


def test_a_refusal_says_how_long_to_wait(widget: Widget) -> None:
    error = {"error": {"code": "rate_limited", "message": "Too many questions."}}
    widget.page.route(
        CHAT,
        lambda route: route.fulfill(
            status=429, json=error, headers={"Retry-After": "20"}
        ),
    )
    widget.ask("Hello")

    expect(widget.failure).to_contain_text(
        "Too many questions. You can try again in 20 s."
    )


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
