"""A ChatKit server in the test, instead of the real one."""

import json
from typing import Any

from playwright.sync_api import Page, Route

from tests.e2e.widget import CHAT

Answer = dict[str, Any] | list[dict[str, Any]] | int


class Protocol:
    """Answers operations by their type and records the requests.

    An answer is JSON (a dict), the events of a stream (a list), or the status of a
    refusal; 0 is a connection that breaks. The last one is repeated.
    """

    def __init__(self, page: Page) -> None:
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._answers: dict[str, list[Answer]] = {}
        page.route(CHAT, self._answer)

    def on(self, operation: str, *answers: Answer) -> None:
        self._answers[operation] = list(answers)

    def params(self, operation: str) -> list[dict[str, Any]]:
        return [asked["params"] for asked in self.asked if asked["type"] == operation]

    def _answer(self, route: Route) -> None:
        asked = json.loads(route.request.post_data or "")
        self.asked.append(asked)
        self.headers.append(route.request.headers)
        answers = self._answers[asked["type"]]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer == 0:
            return route.abort()
        if isinstance(answer, int):
            code = {409: "turn_in_progress", 404: "not_found"}.get(answer, "odd")
            error = {"code": code, "message": f"Refused with {answer}."}
            return route.fulfill(status=answer, json={"error": error})
        if isinstance(answer, dict):
            return route.fulfill(json=answer)
        body = "".join(f"data: {json.dumps(event)}\n\n" for event in answer)
        return route.fulfill(body=body, content_type="text/event-stream")


def user_message(text: str, id_: str = "msg_1", **more: Any) -> dict[str, Any]:
    """The visitor's message."""
    content = [{"type": "input_text", "text": text}]
    return {"id": id_, "type": "user_message", "content": content, **more}


def assistant_message(text: str, id_: str = "msg_2") -> dict[str, Any]:
    """The assistant's message."""
    part = {"type": "output_text", "text": text, "annotations": []}
    return {"id": id_, "type": "assistant_message", "content": [part]}


def thread(*items: dict[str, Any], turn: str = "", **more: Any) -> dict[str, Any]:
    """What ``threads.get_by_id`` answers."""
    return {
        "id": "thr_1",
        "created_at": "2026-11-23T10:00:00",
        "status": {"type": "active"},
        "metadata": {"turn": turn} if turn else {},
        "items": {"data": list(items), "has_more": False},
        **more,
    }


def configure(page: Page, **changes: Any) -> None:
    """Open the page with another configuration of the chat."""
    page.route("**/api/chatkit/config", lambda route: change(route, changes))
    page.goto("/")


def change(route: Route, changes: dict[str, Any]) -> None:
    """The real server's configuration with these values in it."""
    response = route.fetch()
    route.fulfill(response=response, json={**response.json(), **changes})


def remember_thread(page: Page) -> None:
    """The visitor has a conversation from an earlier visit."""
    page.evaluate("localStorage.setItem('chatkit.thread', 'thr_1')")
