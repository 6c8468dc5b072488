"""The chat as a visitor sees it, and the events of a server."""

import json
from typing import Any

from playwright.sync_api import Page, Route, expect

CHAT = "**/api/chatkit/chat"


class Widget:
    """Finds elements by their accessible names."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher = page.locator("chat-widget > button")
        self.panel = page.get_by_role("dialog")
        self.field = page.get_by_role("textbox", name="Your message")
        self.starters = page.get_by_role(
            "list", name="Suggested questions"
        ).get_by_role("button")
        self.questions = page.locator(".question .bubble")
        self.answers = page.locator(".answer")
        self.citations = page.locator(".answer .cite")
        self.failure = page.locator(".failure")
        self.retry = page.get_by_role("button", name="Retry")
        self.stop = page.get_by_role("button", name="Stop")
        self.send = page.get_by_role("button", name="Send")
        self.announcement = self.panel.get_by_role("status")

    def open(self) -> None:
        self.launcher.click()
        expect(self.panel).to_be_visible()

    def ask(self, text: str) -> None:
        if not self.panel.is_visible():
            self.open()
        self.field.fill(text)
        self.field.press("Enter")

    def wait_for_answer(self) -> None:
        """Until the last answer is complete: read out, and drawn to its end."""
        expect(self.announcement).not_to_be_empty(timeout=20_000)
        expect(self.stop).to_be_hidden()

    def answer_with(self, *events: dict[str, Any]) -> None:
        """Answer every request with these events."""
        body = "".join(f"data: {json.dumps(event)}\n\n" for event in events)
        self.page.route(
            CHAT,
            lambda route: route.fulfill(body=body, content_type="text/event-stream"),
        )

    def refuse_once(self, status: int, code: str, message: str) -> None:
        """The next request gets this error, later ones the real server."""

        def refuse(route: Route) -> None:
            error = {"error": {"code": code, "message": message}}
            route.fulfill(status=status, json=error)

        self.page.route(CHAT, refuse, times=1)


def done(item: dict[str, Any]) -> dict[str, Any]:
    """The event that completes an item."""
    return {"type": "thread.item.done", "item": item}


def stored(text: str) -> list[dict[str, Any]]:
    """The first events of a turn: the thread exists and has the question."""
    thread = {"id": "thr_1", "items": {"data": [], "has_more": False}}
    content = [{"type": "input_text", "text": text}]
    message = {"id": "msg_1", "type": "user_message", "content": content}
    return [{"type": "thread.created", "thread": thread}, done(message)]


def answered(text: str, *annotations: dict[str, Any]) -> dict[str, Any]:
    """The last event of a turn: the whole answer."""
    part = {"type": "output_text", "text": text, "annotations": list(annotations)}
    return done({"id": "msg_2", "type": "assistant_message", "content": [part]})


def entity(index: int, id_: str, title: str, url: str) -> dict[str, Any]:
    """A citation of an element of the page."""
    source = {"type": "entity", "id": id_, "title": title, "data": {"url": url}}
    return {"type": "annotation", "index": index, "source": source}
