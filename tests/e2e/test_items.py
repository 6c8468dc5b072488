"""What an assistant may send besides text: work, questions back, widgets, notices."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.protocol import Protocol, come_back, said, thread, told
from tests.e2e.widget import Widget, answered, stored

CHOICE = {
    "type": "multiple_choice",
    "id": "role",
    "question": "Which role is it?",
    "options": [{"value": "Engineer"}, {"value": "Manager"}],
    "multiple": False,
}
WORDS = {
    "type": "freeform",
    "id": "place",
    "question": "Where?",
    "description": "A city will do.",
}


@pytest.fixture
def protocol(page: Page, widget: Widget) -> Protocol:
    return Protocol(page)


def done(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "thread.item.done", "item": item}


def asking(status: str = "pending", **answers: Any) -> dict[str, Any]:
    inputs = [
        {**field, **({"answer": answers[str(field["id"])]} if answers else {})}
        for field in (CHOICE, WORDS)
    ]
    return {
        "id": "in_1",
        "type": "structured_input",
        "status": status,
        "inputs": inputs,
    }


def test_a_notice_stays_until_the_next_turn_and_is_read_out(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    text = "The assistant’s model did not answer; this is a **short** answer."
    notice = {"type": "notice", "level": "warning", "message": text}
    protocol.on("threads.create", [*stored("Hello"), notice, answered("Short.")])
    protocol.on("threads.add_user_message", [answered("Long.")])
    widget.ask("Hello")
    widget.wait_for_answer()

    shown = page.locator(".notice")
    expect(shown).to_have_attribute("data-level", "warning")
    expect(shown).to_contain_text("this is a short answer.")
    expect(widget.announcement).to_contain_text("this is a short answer.")
    expect(widget.announcement).to_contain_text("Short.")
    widget.ask("And?")
    expect(shown).to_have_count(0)


def test_an_opinion_of_an_answer_can_be_given_and_changed(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on("threads.create", [*stored("Hello"), answered("Hello to you.")])
    protocol.on("items.feedback", {})
    widget.ask("Hello")
    widget.wait_for_answer()
    good = page.get_by_role("button", name="Good answer")
    bad = page.get_by_role("button", name="Bad answer")

    good.press("Enter")
    expect(good).to_have_attribute("aria-pressed", "true")
    expect(good).to_be_focused()
    bad.click()
    expect(bad).to_have_attribute("aria-pressed", "true")
    expect(good).to_have_attribute("aria-pressed", "false")
    bad.click()
    about = {"thread_id": "thr_1", "item_ids": ["msg_2"]}
    assert protocol.params("items.feedback") == [
        {**about, "kind": "positive"},
        {**about, "kind": "negative"},
    ]
    protocol.on("items.feedback", 500)
    good.click()
    expect(bad).to_have_attribute("aria-pressed", "true")
    expect(widget.failure).to_be_hidden()


def test_an_opinion_is_still_shown_after_a_reload(page: Page, widget: Widget) -> None:
    good = page.get_by_role("button", name="Good answer")
    widget.ask("Where do they work now?")
    widget.wait_for_answer()
    good.click()
    page.wait_for_function("localStorage.getItem('chatkit.opinions')")
    page.reload()

    expect(good).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Bad answer")).to_have_attribute(
        "aria-pressed", "false"
    )


def test_a_locked_conversation_says_why_it_takes_no_messages(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    locked = {"type": "locked", "reason": "The day’s questions are used up."}
    changed = thread(status=locked, title="Greetings")
    updated = {"type": "thread.updated", "thread": changed}
    protocol.on("threads.create", [*stored("Hello"), answered("Hello."), updated])
    widget.ask("Hello")
    widget.wait_for_answer()

    expect(widget.field).to_be_disabled()
    expect(widget.field).to_have_accessible_description(
        "The day’s questions are used up. "
        "Answers come from an automated assistant and quote this résumé."
    )
    expect(widget.panel).to_have_accessible_name("Ask the AI agent Greetings")
    expect(widget.answers).to_have_count(1)


def test_a_locked_conversation_offers_no_retry(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    locked = {"type": "locked", "reason": "This was long ago."}
    cut = thread(said("Hello"), told("Hel"), status=locked, turn="cut")
    protocol.on("threads.get_by_id", cut)
    come_back(page)
    widget.open()

    expect(widget.failure).to_contain_text("This answer was cut short.")
    expect(widget.field).to_be_disabled()
    expect(widget.retry).to_have_count(0)


def test_one_that_was_locked_meanwhile_says_so_where_messages_are_written(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on("threads.get_by_id", thread(said("Hello"), told("Hello.")))
    come_back(page)
    widget.open()
    expect(widget.answers).to_have_count(1)
    widget.refuse_once(409, "thread_locked", "This conversation takes no messages.")
    widget.ask("And now?")

    expect(widget.field).to_be_disabled()
    expect(widget.field).to_have_accessible_description(
        "This conversation takes no messages. "
        "Answers come from an automated assistant and quote this résumé."
    )
    expect(widget.questions.last).to_contain_text("And now?")
    expect(widget.retry).to_have_count(0)


def test_a_closed_conversation_offers_a_new_one(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    closed = {"type": "closed", "reason": "This was long ago."}
    protocol.on(
        "threads.get_by_id", thread(said("Hello"), told("Hello."), status=closed)
    )
    come_back(page)
    widget.open()

    expect(widget.panel).to_contain_text("This was long ago.")
    expect(widget.field).to_be_hidden()
    page.locator(".closed").get_by_role("button", name="New conversation").click()
    expect(widget.field).to_be_focused()
    expect(widget.questions).to_have_count(0)


def test_the_assistants_questions_are_answered_in_a_form(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    given = {
        "role": {"values": ["Manager"], "skipped": False},
        "place": {"values": ["Gothenburg"], "skipped": False},
    }
    replaced = {"type": "thread.item.replaced", "item": asking("answered", **given)}
    protocol.on("threads.create", [*stored("Hello"), done(asking())])
    protocol.on("threads.add_structured_input", [replaced, answered("Thank you.")])
    widget.ask("Hello")
    expect(widget.announcement).to_contain_text("Which role is it?")
    page.get_by_role("radio", name="Manager").check()
    page.get_by_role("textbox", name="Where?").fill("Gothenburg")
    page.get_by_role("button", name="Answer", exact=True).click()

    expect(widget.answers).to_contain_text("Thank you.")
    expect(page.locator(".given")).to_contain_text("Which role is it?Manager")
    sent = {"status": "answered", "answers": given}
    assert protocol.params("threads.add_structured_input") == [
        {"thread_id": "thr_1", "item_id": "in_1", "input": sent}
    ]


def test_the_assistants_questions_can_be_skipped(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    skipped = {"type": "thread.item.replaced", "item": asking("skipped")}
    protocol.on("threads.create", [*stored("Hello"), done(asking())])
    protocol.on("threads.add_structured_input", [skipped, answered("Never mind.")])
    widget.ask("Hello")
    page.get_by_role("button", name="Skip").click()

    expect(widget.answers).to_contain_text("Never mind.")
    [sent] = protocol.params("threads.add_structured_input")
    assert sent["input"] == {"status": "skipped", "answers": {}}


CALL = {
    "id": "tc_1",
    "type": "client_tool_call",
    "status": "pending",
    "call_id": "call_1",
    "name": "theme",
    "arguments": {"dark": True},
}


@pytest.mark.parametrize(
    ("listener", "result"),
    [
        ("", {"error": "not available"}),
        ("event.detail.respond(event.detail.arguments.dark)", True),
        (
            "event.preventDefault();"
            "setTimeout(() => event.detail.respond(event.detail.name), 50)",
            "theme",
        ),
    ],
    ids=["nobody", "at once", "later"],
)
def test_a_tool_is_the_pages_to_answer(
    page: Page, widget: Widget, protocol: Protocol, listener: str, result: object
) -> None:
    page.evaluate(
        f"document.addEventListener('chat-widget:tool', (event) => {{ {listener} }})"
    )
    protocol.on("threads.create", [*stored("Hello"), done(CALL)])
    protocol.on("threads.add_client_tool_output", [answered("So be it.")])
    widget.ask("Hello")

    expect(widget.answers).to_contain_text("So be it.")
    expect(widget.failure).to_be_hidden()
    assert protocol.params("threads.add_client_tool_output") == [
        {"thread_id": "thr_1", "result": result}
    ]


def test_an_effect_reaches_the_page(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    page.evaluate(
        "document.addEventListener('chat-widget:effect',"
        " (event) => { window.effect = event.detail; })"
    )
    effect = {"type": "client_effect", "name": "confetti", "data": {"pieces": 3}}
    protocol.on("threads.create", [*stored("Hello"), effect, answered("Hello.")])
    widget.ask("Hello")
    widget.wait_for_answer()

    assert page.evaluate("effect") == {"name": "confetti", "data": {"pieces": 3}}


def test_what_the_assistant_did_is_folded_up(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    thought = {"type": "thought", "content": "Trains **or** ferries?"}
    search = {"type": "web_search", "queries": ["trains"], "sources": []}
    work = {"type": "reasoning", "tasks": [thought], "expanded": False}
    item = {"id": "wf_1", "type": "workflow", "workflow": work}
    more = {"type": "workflow.task.added", "task_index": 1, "task": search}
    whole = {**work, "tasks": [thought, search], "summary": {"duration": 4}}
    protocol.on(
        "threads.create",
        [
            *stored("Hello"),
            {"type": "thread.item.added", "item": item},
            {"type": "thread.item.updated", "item_id": "wf_1", "update": more},
            done({**item, "workflow": whole}),
            answered("Trains."),
            done({"id": "end", "type": "end_of_turn"}),
        ],
    )
    widget.ask("Hello")
    widget.wait_for_answer()

    summary = page.locator("summary", has_text="Thought for 4 s")
    expect(page.get_by_text("Trains or ferries?")).to_be_hidden()
    summary.click()
    expect(page.get_by_text("Trains or ferries?")).to_be_visible()
    expect(page.get_by_text("“trains”")).to_be_visible()
    expect(widget.announcement).to_have_text("Trains.")


def test_an_image_from_just_anywhere_is_not_loaded(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    image = {"id": "im_1", "url": "http://tracker.example/1.png"}
    item = {"id": "gi_1", "type": "generated_image", "image": image}
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    protocol.on("threads.create", [*stored("Hello"), done(item), answered("There.")])
    widget.ask("Hello")
    widget.wait_for_answer()

    assert page.locator(".messages img").count() == 0
    assert "tracker" not in json.dumps(asked)


def test_the_conversations_title_is_in_the_panels_name_and_leaves_with_it(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on("threads.get_by_id", thread(told("Hello."), title="About trains"))
    come_back(page)
    widget.open()

    expect(widget.panel).to_have_accessible_name("Ask the AI agent About trains")
    page.get_by_role("button", name="New conversation").click()
    expect(widget.panel).to_have_accessible_name("Ask the AI agent")
