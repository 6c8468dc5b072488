"""What an assistant may send besides text: work, images, notices."""

import json

from playwright.sync_api import Page, expect

from tests.e2e.protocol import Protocol
from tests.e2e.widget import Widget, answered, done, stored


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
