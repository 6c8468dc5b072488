"""A stand-in for OpenAI on loopback: sessions, and a model that says "ready".

It validates requests against OpenAI's published API description, so that a test fails
when the product sends what OpenAI would refuse. ``answers`` scripts other answers.
https://platform.openai.com/docs/api-reference/chatkit/sessions
"""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator

from tests.support.loopback import Handler, listening

KEY = "sk-stand-in"
WORKFLOW = "wf_standin"
SECRET = "ek_stand_in_secret"  # noqa: S105
REQUEST_ID = "req_stand_in_1"


def object_schema(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
SWITCH = {"type": "boolean"}
COUNT = {"type": "integer", "minimum": 1}
SESSION = Draft202012Validator(
    object_schema(
        ("workflow", "user"),
        user=TEXT,
        workflow=object_schema(
            ("id",),
            id=TEXT,
            version=TEXT,
            state_variables={"type": "object", "maxProperties": 64},
            tracing=object_schema(enabled=SWITCH),
        ),
        expires_after=object_schema(
            ("anchor", "seconds"),
            anchor={"const": "created_at"},
            seconds={"type": "integer", "minimum": 1, "maximum": 600},
        ),
        rate_limits=object_schema(max_requests_per_1_minute=COUNT),
        chatkit_configuration=object_schema(
            automatic_thread_titling=object_schema(enabled=SWITCH),
            file_upload=object_schema(
                enabled=SWITCH, max_file_size={**COUNT, "maximum": 512}, max_files=COUNT
            ),
            history=object_schema(enabled=SWITCH, recent_threads=COUNT),
        ),
    )
)


@dataclass(frozen=True)
class Request:
    path: str
    headers: Mapping[str, str]
    body: Any


@dataclass(frozen=True)
class Scripted:
    """``text`` is sent unchanged instead of ``body``; ``delay`` is in seconds."""

    status: int
    body: Any = None
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0


@dataclass
class OpenAI:
    """``answers`` scripts answers by path, ``answers_without`` refusals by a parameter
    that is sent; ``requests`` records them in order.
    """

    url: str = ""
    answers: dict[str, Scripted] = field(default_factory=dict)
    answers_without: dict[str, Scripted] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def refuse(self, path: str, status: int, code: str | None = None) -> None:
        """Script an error in OpenAI's shape, with text that must not leak."""
        error = {"message": f"{KEY} upstream text", "type": "error", "code": code}
        self.answers[path] = Scripted(status, {"error": error})

    def answer(self, request: Request) -> Scripted:
        for name, refusal in self.answers_without.items():
            if name in (request.body or {}):
                return refusal
        if scripted := self.answers.get(request.path):
            return scripted
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return error_answer(401, "Incorrect API key provided.")
        if request.path == "/v1/responses":
            return Scripted(200, {"object": "response", "output": []})
        if request.path == "/v1/chat/completions":
            return Scripted(200, {"object": "chat.completion", "choices": []})
        if not request.path.startswith("/v1/chatkit/sessions"):
            return error_answer(404, "Unknown path.")
        if request.headers.get("OpenAI-Beta") != "chatkit_beta=v1":
            return error_answer(400, "The beta header is missing.")
        if request.path == "/v1/chatkit/sessions/cksess_1/cancel":
            return Scripted(200, session("cancelled"))
        if wrong := [error.message for error in SESSION.iter_errors(request.body)]:
            return error_answer(400, "; ".join(wrong))
        if request.body["workflow"]["id"] != WORKFLOW:
            return error_answer(404, "Workflow not found.")
        return Scripted(200, session("active"))


def error_answer(status: int, message: str) -> Scripted:
    error = {"message": message, "type": "invalid_request_error", "code": None}
    return Scripted(status, {"error": error})


def session(status: str) -> dict[str, Any]:
    """A complete ChatSession."""
    return {
        "id": "cksess_1",
        "object": "chatkit.session",
        "client_secret": SECRET,
        "expires_at": int(time.time()) + 600,
        "status": status,
        "user": "chatkit-doctor",
        "workflow": {
            "id": WORKFLOW,
            "version": None,
            "state_variables": None,
            "tracing": {"enabled": True},
        },
        "rate_limits": {"max_requests_per_1_minute": 10},
        "max_requests_per_1_minute": 10,
        "chatkit_configuration": {
            "automatic_thread_titling": {"enabled": True},
            "file_upload": {"enabled": False, "max_file_size": 512, "max_files": 10},
            "history": {"enabled": True, "recent_threads": None},
        },
    }


@contextmanager
def serve() -> Iterator[OpenAI]:
    """The stand-in, listening at ``url`` until the block ends."""
    openai = OpenAI()

    class Answering(Handler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            request = Request(self.path, dict(self.headers), body)
            openai.requests.append(request)
            answer = openai.answer(request)
            openai.closing.wait(answer.delay)
            content = (answer.text or json.dumps(answer.body)).encode()
            self.send_response(answer.status)
            for name, value in {"x-request-id": REQUEST_ID, **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    with listening(Answering, openai.closing) as openai.url:
        yield openai
