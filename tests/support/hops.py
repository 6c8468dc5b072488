"""Run one turn through the ASGI application and list which of our functions it enters.

    python -m tests.support.hops

Needs an interpreter of its own: only threads that start after it are traced.
"""

import asyncio
import json
import os
import sys
import tempfile
import threading
from collections import defaultdict
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
OURS = tuple(f"{ROOT / app}/" for app in ("chatkit", "resume", "resume_site"))
#: These threads serve no request.
BACKGROUND = {"chatkit-conf", "chatkit-import", "chatkit-retention"}
SDK = "/site-packages/chatkit/"
WARM_UP = "Which languages do they speak?"
FIRST = "Where do they work now?"
FOLLOW_UP = "What did they study?"


class Trace:
    """Our files that run, each with its functions that another file calls.

    A call counts for the nearest caller that is ours or the SDK's: Django or asyncio
    between two of our functions are no hop. Imports are not traced, nor is what the
    extractive ``answer`` calls: it turns a question and passages into claims, and counts
    as one function.
    """

    def __init__(self) -> None:
        self.entries: dict[str, set[str]] = defaultdict(set)
        self.is_on = False
        self._leaf: CodeType | None = None

    def stop_below(self, code: CodeType) -> None:
        self._leaf = code

    def __call__(self, frame: FrameType, event: str, _: Any) -> None:
        path = frame.f_code.co_filename
        if not self.is_on:
            return
        is_background = threading.current_thread().name in BACKGROUND
        if event != "call" or not path.startswith(OURS) or is_background:
            return
        caller = ""
        above = frame.f_back
        while above:
            name = above.f_code.co_filename
            if "importlib" in name or above.f_code is self._leaf:
                return
            if not caller and (name.startswith(OURS) or SDK in name):
                caller = name
            above = above.f_back
        entries = self.entries[str(Path(path).relative_to(ROOT))]
        if caller and caller != path:
            entries.add(frame.f_code.co_qualname)


class Client:
    """One visitor of the application, without a server."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._cookie = b""

    async def ask(self, question: str, thread_id: str = "") -> str:
        """Ask in a new thread or in this one; returns the thread's id."""
        from tests.support.chat import events_of, message

        params = {"thread_id": thread_id} if thread_id else {}
        kind = "threads.add_user_message" if thread_id else "threads.create"
        body = {"type": kind, "params": {**params, "input": message(question)}}
        status, text = await self._post(json.dumps(body).encode())
        assert status == 200, text
        done = [e for e in events_of(text) if e["type"] == "thread.item.done"]
        assert done[-1]["item"]["type"] == "assistant_message", text
        return str(done[-1]["item"]["thread_id"])

    async def _post(self, body: bytes) -> tuple[int, str]:
        path = "/api/chatkit/chat"
        headers = {
            b"host": b"localhost",
            b"content-type": b"application/json",
            b"content-length": str(len(body)).encode(),
            **({b"cookie": self._cookie} if self._cookie else {}),
        }
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": b"",
            "scheme": "http",
            "server": ("localhost", 80),
            "client": ("127.0.0.1", 1),
            "headers": list(headers.items()),
        }
        requests = iter([{"type": "http.request", "body": body}])
        ended = asyncio.Event()
        sent: list[Any] = []

        async def receive() -> Any:
            for message in requests:
                return message
            await ended.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)
            if message["type"].endswith(".body") and not message.get("more_body"):
                ended.set()

        await self._application(scope, receive, send)
        start, *parts = sent
        for name, value in start["headers"]:
            if name.lower() == b"set-cookie":
                self._cookie = value.partition(b";")[0]
        return start["status"], b"".join(
            part.get("body", b"") for part in parts
        ).decode()


async def trace_turns(
    application: Any, trace: Trace
) -> dict[str, dict[str, list[str]]]:
    """The entries of a first question and of a follow-up, each by file."""
    from chatkit.answering.extractive.responder import answer

    trace.stop_below(answer.__code__)
    visitor = Client(application)
    await visitor.ask(WARM_UP)
    found = {}
    thread_id = ""
    for name, question in (("first question", FIRST), ("follow-up", FOLLOW_UP)):
        trace.entries.clear()
        trace.is_on = True
        thread_id = await visitor.ask(question, thread_id)
        trace.is_on = False
        found[name] = {path: sorted(names) for path, names in trace.entries.items()}
    return found


def main() -> None:
    trace = Trace()
    sys.setprofile(trace)
    threading.setprofile(trace)
    folder = tempfile.mkdtemp()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "resume_site.settings",
        "DJANGO_DEBUG": "true",
        "DJANGO_READ_DOTENV": "false",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "CHATKIT_INTEGRATION_TYPE": "custom",
        "CACHE_URL": "",
    }
    from resume_site.asgi import application

    # isort: split
    # These need Django set up.
    from django.core.management import call_command

    from tests.support.database import SAMPLE

    call_command("migrate", verbosity=0)
    call_command("loadresume", str(SAMPLE), verbosity=0, stdout=sys.stderr)
    json.dump(asyncio.run(trace_turns(application, trace)), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
