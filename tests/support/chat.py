"""A client of the ChatKit protocol over HTTP, and the messages and events it uses."""

import json
from dataclasses import dataclass, field
from typing import Any, cast

import httpx

Event = dict[str, Any]


def message(text: str) -> dict[str, Any]:
    """A user's message in the protocol's shape."""
    return {
        "content": [{"type": "input_text", "text": text}],
        "attachments": [],
        "inference_options": {},
    }


def events_of(body: str) -> list[Event]:
    """The events of a finished stream."""
    frames = [frame for frame in body.split("\n\n") if frame]
    assert all(frame.startswith("data: ") for frame in frames), body
    return [json.loads(frame.removeprefix("data: ")) for frame in frames]


@dataclass
class Turn:
    """The events of one question and its answer."""

    events: list[Event]
    thread_id: str = field(init=False)
    item: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        done = [e["item"] for e in self.events if e["type"] == "thread.item.done"]
        question, self.item, *rest = done
        assert (question["type"], self.item["type"]) == (
            "user_message",
            "assistant_message",
        )
        assert {item["type"] for item in rest} <= {"widget"}  # of a fit sheet
        self.thread_id = self.item["thread_id"]

    @property
    def text(self) -> str:
        return cast(str, self.item["content"][0]["text"])

    @property
    def cited(self) -> list[str]:
        """The cited ids in order."""
        annotations = self.item["content"][0]["annotations"]
        return [annotation["source"]["id"] for annotation in annotations]


class Chat:
    """One visitor; keeps the cookie."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=60)

    def __enter__(self) -> "Chat":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def page(self) -> str:
        """The résumé as HTML."""
        return self._http.get("/").text

    def post(self, type_: str, **params: Any) -> httpx.Response:
        return self._http.post(
            "/api/chatkit/chat", json={"type": type_, "params": params}
        )

    def put(self, url: str, content: bytes, mime_type: str) -> httpx.Response:
        """Upload the file of an announced attachment."""
        headers = {"Content-Type": mime_type}
        return self._http.put(url, content=content, headers=headers)

    def send(self, input_: dict[str, Any]) -> Turn:
        """Send a whole message in a new thread."""
        answer = self.post("threads.create", input=input_)
        assert answer.status_code == 200, answer.text
        return Turn(events_of(answer.text))

    def ask(self, question: str, thread_id: str = "") -> Turn:
        """Ask in a new thread, or in the one named."""
        if not thread_id:
            return self.send(message(question))
        answer = self.post(
            "threads.add_user_message", thread_id=thread_id, input=message(question)
        )
        assert answer.status_code == 200, answer.text
        return Turn(events_of(answer.text))
