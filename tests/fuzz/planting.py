"""A site with two visitors: one whose words nobody else may see, and one who tries."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.fuzz import own
from tests.support.chat import Chat, message
from tests.support.engines import new_database
from tests.support.server import UVICORN, Server, serve

CHAT = "/api/chatkit/chat"
COOKIE = "chatkit_session_id"
LIVE = tuple(word.replace("resume_site.asgi", "tests.fuzz.live") for word in UVICORN)
#: In the other visitor's question, quotation, title, file's name and file, one each.
SECRETS = ("Zyqorvath", "Quombrixel", "Vaxtoruun", "Jhexaplin", "Wuldramoq")
INVENTED = "id_of_nothing"
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
        fitting = [own.fitting_item(type_)]
        items = [item["id"] for item in own.items(type_)]
        return {
            "thread_id": [*threads, *threads[:1] * 3, *self.theirs["thread_id"]],
            "item_id": [*fitting * 8, *items, *self.theirs["item_id"]],
            "item_ids": [*items[1:2] * 8, *self.theirs["item_ids"]],
            "after": [*items, *threads, *self.theirs["after"]],
            "attachments": self.theirs["attachments"],
            "attachment_id": self.theirs["attachments"],
            "mime_type": ["text/plain", "image/png"],
        }

    def owners(self, type_: str) -> list[dict[str, list[str]]]:
        """Ids for fitting operations: own ones, the other visitor's, nobody's, any."""
        mine = own.fitting(type_)
        nobodys = dict.fromkeys(mine, [INVENTED])
        every = {at: [*ids, *self.theirs[at], INVENTED] for at, ids in mine.items()}
        types = {"mime_type": ["text/plain", "image/png"]}
        return [ids | types for ids in (mine, mine, self.theirs, nobodys, every)]

    def unaware(self, body: bytes) -> bytes:
        """The body with an invented id in place of each of the other visitor's."""
        for id_ in {id_ for ids in self.theirs.values() for id_ in ids}:
            body = body.replace(id_.encode(), INVENTED.encode())
        return body


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
            CHATKIT_MAX_FILES="200",  # each that is announced counts
            **MUCH,
        ) as server,
        Chat(server.url) as other,
        httpx.Client(base_url=server.url, timeout=60) as me,
    ):
        theirs = confide(other)
        me.post(CHAT, json={"type": "threads.list", "params": {}})
        fixture = folder / "own.json"
        visitor_id = me.cookies[COOKIE].strip('"').partition(":")[0]
        fixture.write_text(json.dumps(own.rows(visitor_id, types)))
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


def rows_of(server: Server, stranger: str) -> list[dict[str, Any]]:
    """All threads, items and attachments but those of ``stranger``."""
    dumped = json.loads(
        server.manage(
            "dumpdata", "chatkit.thread", "chatkit.item", "chatkit.attachment"
        )
    )
    left_out = {
        row["pk"] for row in dumped if row["fields"].get("visitor_id") == stranger
    }
    found = [
        row
        for row in dumped
        if row["pk"] not in left_out and row["fields"].get("thread") not in left_out
    ]
    assert {row["model"].rpartition(".")[2] for row in found} == {
        *("thread", "item", "attachment"),
    }
    return found
