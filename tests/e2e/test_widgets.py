"""Widgets that a server sends: drawn as far as we can, and acted upon."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.protocol import Protocol
from tests.e2e.widget import Widget, answered, done, stored


def item(*children: dict[str, Any], **root: Any) -> dict[str, Any]:
    card = {"type": "Card", "children": list(children), **root}
    shown = {"id": "wd_1", "type": "widget", "widget": card, "copy_text": "A card."}
    return done(shown)


def action(**more: Any) -> dict[str, Any]:
    return {"type": "book", "payload": {"day": 1}, "handler": "server", **more}


def test_text_of_a_widget_is_text(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    row = {"type": "Row", "children": [{"type": "Badge", "label": "New"}]}
    image = {"type": "Image", "src": "http://tracker.example/1.png", "alt": "A map"}
    card = item(
        {"type": "Title", "value": "<b>Interview</b>"},
        {"type": "Markdown", "id": "md", "value": "On **Monday**"},
        {"type": "Divider"},
        row,
        image,
    )
    delta = {"component_id": "md", "delta": " at ten", "done": True}
    update = {"type": "widget.streaming_text.value_delta", **delta}
    event = {"type": "thread.item.updated", "item_id": "wd_1", "update": update}
    protocol.on("threads.create", [*stored("Hello"), card, event])
    widget.ask("Hello")

    shown = page.locator(".widget")
    expect(shown).to_contain_text("<b>Interview</b>On Monday at tenNewA map")
    assert shown.locator("img, b").count() == 0
    expect(widget.announcement).to_have_text("A card.")


def test_a_widget_we_cannot_draw_is_its_text(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    protocol.on("threads.create", [*stored("Hello"), item({"type": "Hologram"})])
    widget.ask("Hello")

    expect(page.locator(".aside")).to_have_text("A card.")


def test_a_button_streams_its_action(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    button = {"type": "Button", "label": "Book it", "onClickAction": action()}
    protocol.on("threads.create", [*stored("Hello"), item(button)])
    protocol.on("threads.custom_action", [answered("Booked.")])
    widget.ask("Hello")
    page.get_by_role("button", name="Book it").click()

    expect(widget.answers).to_contain_text("Booked.")
    [sent] = protocol.params("threads.custom_action")
    assert sent == {
        "thread_id": "thr_1",
        "item_id": "wd_1",
        "action": {"type": "book", "payload": {"day": 1}},
    }


def test_an_action_that_does_not_stream_updates_its_widget(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    button = {
        "type": "Button",
        "label": "Book it",
        "onClickAction": action(streaming=False),
    }
    booked = item({"type": "Text", "value": "Booked."})["item"]
    protocol.on("threads.create", [*stored("Hello"), item(button)])
    protocol.on("threads.sync_custom_action", {"updated_item": booked})
    widget.ask("Hello")
    page.get_by_role("button", name="Book it").click()

    expect(page.locator(".widget")).to_have_text("Booked.")


def test_an_action_for_the_page_stays_in_the_page(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    page.evaluate(
        "document.addEventListener('chat-widget:action',"
        " (event) => { window.action = event.detail; })"
    )
    button = {
        "type": "Button",
        "label": "Show it",
        "onClickAction": action(handler="client"),
    }
    protocol.on("threads.create", [*stored("Hello"), item(button)])
    widget.ask("Hello")
    page.get_by_role("button", name="Show it").click()

    assert page.evaluate("action.action") == {"type": "book", "payload": {"day": 1}}
    assert len(protocol.asked) == 1


def test_a_form_sends_what_was_filled_in(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    options = [{"label": "Phone", "value": "tel"}, {"label": "Mail", "value": "mail"}]
    form = {
        "type": "Form",
        "onSubmitAction": action(),
        "children": [
            {"type": "Label", "value": "Your name", "fieldName": "name"},
            {"type": "Input", "name": "name", "required": True},
            {"type": "Textarea", "name": "note", "defaultValue": "Hello"},
            {"type": "Select", "name": "how", "options": options},
            {"type": "RadioGroup", "name": "way", "options": options},
            {"type": "Checkbox", "name": "news", "label": "Tell me more"},
            {"type": "DatePicker", "name": "date", "defaultValue": "2026-12-01T00:00"},
            {"type": "Button", "submit": True, "label": "Send it"},
        ],
    }
    protocol.on("threads.create", [*stored("Hello"), item(form)])
    protocol.on("threads.custom_action", [answered("Noted.")])
    widget.ask("Hello")
    page.get_by_role("textbox", name="Your name").fill("Ada")
    page.get_by_role("combobox", name="how").select_option("Mail")
    page.get_by_role("radio", name="Phone").check()
    page.get_by_role("checkbox", name="Tell me more").check()
    page.get_by_role("button", name="Send it").click()

    expect(widget.answers).to_contain_text("Noted.")
    [sent] = protocol.params("threads.custom_action")
    assert sent["action"]["payload"] == {
        "day": 1,
        "name": "Ada",
        "note": "Hello",
        "how": "mail",
        "way": "tel",
        "news": True,
        "date": "2026-12-01",
    }
