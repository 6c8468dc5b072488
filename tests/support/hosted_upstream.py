"""A stand-in for OpenAI's hosted ChatKit: sessions that differ, threads to list.

Beside the checks of ``tests.support.openai_stub``, every request and every session is
validated with the types of the ``openai`` package.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

from openai.types.beta.chatkit import ChatSession
from openai.types.beta.chatkit.session_create_params import SessionCreateParams
from pydantic import TypeAdapter

from tests.support.loopback import Handler, listening
from tests.support.openai_stub import (
    KEY,
    REQUEST_ID,
    SECRET,
    SESSION,
    WORKFLOW,
    OpenAI,
    Request,
    Scripted,
    error_answer,
    session,
)

PARAMS = TypeAdapter(SessionCreateParams)
SESSIONS = "/v1/chatkit/sessions"
THREADS = "/v1/chatkit/threads"
TEXT = "upstream text"  # in every error; must not leak


@dataclass
class Upstream(OpenAI):
    """``threads`` are lists of items by thread id; ``queue`` scripts the next answers."""

    threads: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    queue: list[Scripted] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def minted(self) -> list[Any]:
        """The bodies of the requests for a session."""
        return [r.body for r in list(self.requests) if r.path == SESSIONS]

    @property
    def cancelled(self) -> list[str]:
        """Ids of cancelled sessions."""
        paths = [r.path.split("/") for r in list(self.requests)]
        return [path[-2] for path in paths if path[-1] == "cancel"]

    def answer(self, request: Request) -> Scripted:
        with self.lock:
            if self.queue:
                return self.queue.pop(0)
        path = urlsplit(request.path).path
        if path.startswith(THREADS) and path not in self.answers:
            return self.list_page(request)
        answer = super().answer(request)
        if path == SESSIONS and answer.status == 200 and path not in self.answers:
            return Scripted(200, self.mint(request))
        if path.endswith("/cancel") and answer.status == 400:
            return Scripted(200, session("cancelled"))
        return answer

    def mint(self, request: Request) -> dict[str, Any]:
        PARAMS.validate_python(request.body)
        SESSION.validate(request.body)
        number = next(self.numbers)
        minted = {
            **session("active"),
            "id": f"cksess_{number}",
            "client_secret": f"{SECRET}_{number}",
            "user": request.body["user"],
        }
        ChatSession.model_validate(minted)
        return minted

    def list_page(self, request: Request) -> Scripted:
        """A page of threads, or of one thread's items."""
        parts = urlsplit(request.path)
        query = {name: value for name, [value] in parse_qs(parts.query).items()}
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            return error_answer(401, TEXT)
        if query.keys() - {"limit", "order", "after"} or int(query["limit"]) > 100:
            return error_answer(400, TEXT)
        *_, thread_id, last = parts.path.split("/")
        if last == "items":
            rows = self.threads[thread_id]
        else:
            rows = [{"id": id_, "object": "chatkit.thread"} for id_ in self.threads]
        ids = [row["id"] for row in rows]
        begin = ids.index(query["after"]) + 1 if "after" in query else 0
        page = rows[begin : begin + min(2, int(query["limit"]))]
        return Scripted(
            200,
            {
                "object": "list",
                "data": page,
                "first_id": page[0]["id"] if page else None,
                "last_id": page[-1]["id"] if page else None,
                "has_more": begin + len(page) < len(rows),
            },
        )


@contextmanager
def serve() -> Iterator[Upstream]:
    """The stand-in, listening at ``url`` until the block ends."""
    upstream = Upstream()

    class Answering(Handler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            request = Request(self.path, dict(self.headers), body)
            upstream.requests.append(request)
            answer = upstream.answer(request)
            upstream.closing.wait(answer.delay)
            content = (answer.text or json.dumps(answer.body)).encode()
            head = {"x-request-id": REQUEST_ID, **answer.headers}
            self.send_response(answer.status)
            for name, value in {**head, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST

    with listening(Answering, upstream.closing) as upstream.url:
        yield upstream


__all__ = ["KEY", "REQUEST_ID", "SECRET", "WORKFLOW", "Scripted", "Upstream", "serve"]
