"""A site with two visitors: one whose words nobody else may see, and one who tries."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.chat import Chat, message
from tests.engines import new_database
from tests.server import UVICORN, Server, serve

CHAT = "/api/chatkit/chat"
COOKIE = "chatkit_session_id"
LIVE = tuple(word.replace("resume_site.asgi", "tests.fuzz.live") for word in UVICORN)
#: In the other visitor's question, quotation, title, file's name and file, one each.
SECRETS = ("Zyqorvath", "Quombrixel", "Vaxtoruun", "Jhexaplin", "Wuldramoq")
#: The kind of item an operation is for, where it is no message.
FITTING = {
    "threads.add_structured_input": "structured_input",
    "threads.custom_action": "widget",
    "threads.sync_custom_action": "widget",
}
NOON = "2026-11-23T12:00:00"
MUCH: dict[str, Any] = {
    "CHATKIT_MAX_REQUESTS_PER_MINUTE": "100000",
    "CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS": "1000000",
}


@dataclass
class Site:
    """``theirs`` are the other visitor's ids by the property they fit."""

    engine: str
    server: Server
    me: httpx.Client
    theirs: dict[str, list[str]]

    def known(self, type_: str) -> dict[str, list[str]]:
        """The same, with own ones for an operation among them."""
        threads = [f"thr_{type_}_{kind}" for kind in ("open", "locked")]
        items = [item["id"] for item in own_items(type_)]
        fitting = f"{FITTING.get(type_, 'user_message')}_{type_}"
        return {
            "thread_id": [*threads, *threads[:1] * 3, *self.theirs["thread_id"]],
            "item_id": [*[fitting] * 8, *items, *self.theirs["item_id"]],
            "item_ids": [*items[1:2] * 8, *self.theirs["item_ids"]],
            "after": [*items, *threads, *self.theirs["after"]],
            "attachments": self.theirs["attachments"],
            "attachment_id": self.theirs["attachments"],
            "mime_type": ["text/plain", "image/png"],
        }


@contextmanager
def planted(engine: str, folder: Path, types: list[str]) -> Iterator[Site]:
    """A live site on an engine; afterwards nothing of the other visitor has changed."""
    with (
        new_database(engine, folder) as url,
        serve(
            folder,
            command=LIVE,
            DATABASE_URL=url,
            DJANGO_MEDIA_ROOT=str(folder / "media"),
            CHATKIT_INTEGRATION_TYPE="custom",
            **MUCH,
        ) as server,
        Chat(server.url) as other,
        httpx.Client(base_url=server.url, timeout=60) as me,
    ):
        theirs = confide(other)
        me.post(CHAT, json={"type": "threads.list", "params": {}})
        fixture = folder / "own.json"
        visitor_id = me.cookies[COOKIE].strip('"').partition(":")[0]
        fixture.write_text(json.dumps(own_rows(visitor_id, types)))
        server.manage("loaddata", str(fixture))
        before = rows_of(server, visitor_id)
        yield Site(engine, server, me, theirs)
        assert rows_of(server, visitor_id) == before
        log = server.log
        assert "Traceback" not in log, log[log.index("Traceback") - 500 :][:4000]
        assert not any(secret in log for secret in SECRETS)


def confide(other: Chat) -> dict[str, list[str]]:
    """The other visitor's conversation; its ids by the property they fit."""
    question, quoted, title, name, text = SECRETS
    file = {"name": f"{name}.txt", "size": len(text), "mime_type": "text/plain"}
    attachment = other.post("attachments.create", **file).json()
    waiting = other.post("attachments.create", **file).json()
    other.put(attachment["upload_descriptor"]["url"], text.encode(), "text/plain")
    turn = other.send(
        {
            **message(f"Have they worked at {question}?"),
            "quoted_text": quoted,
            "attachments": [attachment["id"]],
        }
    )
    other.post("threads.update", thread_id=turn.thread_id, title=title)
    rated = {"item_ids": [turn.item["id"]], "kind": "negative"}
    other.post("items.feedback", thread_id=turn.thread_id, **rated)
    items = [turn.events[1]["item"]["id"], turn.item["id"]]
    files = [attachment["id"], waiting["id"]]
    return {
        "thread_id": [turn.thread_id],
        "item_id": items,
        "item_ids": items[1:],
        "after": [turn.thread_id, *items],
        "attachments": files,
        "attachment_id": files,
    }


def own_items(type_: str) -> list[dict[str, Any]]:
    """One item of each kind that operations are for, a pending call last."""
    text = {"type": "input_text", "text": "Which languages?"}
    said = {"type": "output_text", "text": "French.", "annotations": []}
    form = {"type": "freeform", "id": "role", "question": "Which role?"}
    kinds: dict[str, dict[str, Any]] = {
        "user_message": {"content": [text], "inference_options": {}},
        "assistant_message": {"content": [said]},
        "widget": {"widget": {"type": "Card", "children": []}},
        "structured_input": {"status": "pending", "inputs": [form]},
        "sdk_hidden_context": {"content": "stopped"},
        "client_tool_call": {
            **{"status": "pending", "call_id": "call_1"},
            **{"name": "where", "arguments": {}},
        },
    }
    shared = {"thread_id": f"thr_{type_}_open", "created_at": NOON}
    return [
        {"id": f"{kind}_{type_}", "type": kind, **shared, **fields}
        for kind, fields in kinds.items()
    ]


def own_rows(visitor_id: str, types: list[str]) -> list[dict[str, Any]]:
    """An open and a locked thread for each operation, as a fixture."""
    rows: list[dict[str, Any]] = []
    for type_ in types:
        for kind in ("active", "locked"):
            id_ = f"thr_{type_}_{kind.replace('active', 'open')}"
            data = {"id": id_, "created_at": NOON, "status": {"type": kind}}
            fields = {"visitor_id": visitor_id, "created_at": f"{NOON}Z", "data": data}
            rows.append({"model": "chatkit.thread", "pk": id_, "fields": fields})
        rows += [
            {
                "model": "chatkit.item",
                "fields": {
                    "thread": item["thread_id"],
                    "item_id": item["id"],
                    "type": item["type"],
                    "data": item,
                },
            }
            for item in own_items(type_)
        ]
    return rows


def rows_of(server: Server, stranger: str) -> list[dict[str, Any]]:
    """All threads, items and attachments but those of ``stranger``."""
    dumped = json.loads(
        server.manage(
            "dumpdata", "chatkit.thread", "chatkit.item", "chatkit.attachment"
        )
    )
    own = {row["pk"] for row in dumped if row["fields"].get("visitor_id") == stranger}
    found = [
        row
        for row in dumped
        if row["pk"] not in own and row["fields"].get("thread") not in own
    ]
    assert {row["model"].rpartition(".")[2] for row in found} == {
        *("thread", "item", "attachment"),
    }
    return found
