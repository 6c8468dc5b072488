"""What an assistant asks back: a form of the visitor, a tool or an effect of the page."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.protocol import Protocol
from tests.e2e.widget import Widget, answered, done, stored

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
CALL = {
    "id": "tc_1",
    "type": "client_tool_call",
    "status": "pending",
    "call_id": "call_1",
    "name": "theme",
    "arguments": {"dark": True},
}


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


def test_a_tool_is_the_pages_to_answer(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    page.evaluate(
        """document.addEventListener("chat-widget:tool", (event) => {
          event.preventDefault();
          setTimeout(() => event.detail.respond(event.detail.name), 50);
        })"""
    )
    protocol.on("threads.create", [*stored("Hello"), done(CALL)])
    protocol.on("threads.add_client_tool_output", [answered("So be it.")])
    widget.ask("Hello")

    expect(widget.answers).to_contain_text("So be it.")
    expect(widget.failure).to_be_hidden()
    assert protocol.params("threads.add_client_tool_output") == [
        {"thread_id": "thr_1", "result": "theme"}
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
