"""A site that answers with a stub model, and what a visitor sees of its answers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

from chatkit.types import ThreadStreamEvent
from django.test import AsyncClient
from pytest_django.fixtures import Settings

from chatkit import database
from chatkit.answering.base import Responder, TurnInput
from chatkit.answering.passages import published
from chatkit.answering.registry import build_responder
from chatkit.config import conf
from chatkit.config.resolve import Config, resolve
from chatkit.turns.active import TurnReport
from tests.support.chat import Event, events_of, message
from tests.support.chat_operations import post, read

KEY = "sk-stand-in"
QUESTION = "Where do they work now?"
Install = Callable[[str, str], None]


async def number(words: str) -> int:
    """The number that the prompt gives to the passage with these words."""
    passages = await database.run(published)
    return next(n for n, p in enumerate(passages, 1) if words in f"{p.title} {p.text}")


class Site:
    """Asks questions and keeps the turns' reports."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.visitor = AsyncClient()
        self.turns: list[TurnInput] = []
        self.task: asyncio.Task[object] | None = None

    @property
    def report(self) -> TurnReport:
        return self.turns[-1].report

    def configure(self, **variables: str) -> None:
        conf.snapshot = conf.Snapshot(resolve({"CHATKIT_MODEL": "gpt", **variables}))

    def choose(self, config: Config, exhausted: str) -> Responder:
        chosen, site = build_responder(config, exhausted), self

        class Kept:
            async def respond(
                self, turn: TurnInput
            ) -> AsyncIterator[ThreadStreamEvent]:
                site.turns.append(turn)
                site.task = asyncio.current_task()
                async for event in chosen.respond(turn):
                    yield event

        return Kept()

    async def events(self, question: str, thread_id: str = "") -> list[Event]:
        params: dict[str, Any] = {"input": message(question)}
        if thread_id:
            params["thread_id"] = thread_id
        kind = "threads.add_user_message" if thread_id else "threads.create"
        answer = await post(self.visitor, kind, **params)
        assert answer.status_code == 200, answer.content
        return events_of(await read(answer))

    async def ask(self, question: str, thread_id: str = "") -> "Shown":
        return Shown(await self.events(question, thread_id))


class Shown:
    """What a visitor sees of one turn."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        done = [e["item"] for e in events if e["type"] == "thread.item.done"]
        self.items = [item for item in done if item["type"] != "user_message"]
        self.answers = [i for i in self.items if i["type"] == "assistant_message"]
        self.notices = [e["message"] for e in events if e["type"] == "notice"]
        self.texts = [item["content"][0]["text"] for item in self.answers]
        self.thread_id = done[0]["thread_id"]

    @property
    def text(self) -> str:
        return "\n".join(self.texts)

    @property
    def deltas(self) -> list[str]:
        updates = [e["update"] for e in self.events if "update" in e]
        return [u["delta"] for u in updates if u["type"].endswith("text_delta")]

    @property
    def cited(self) -> list[tuple[str, str]]:
        """The title of each cited passage with the text before its mark."""
        return [
            (
                citation["source"]["title"],
                text.encode("utf-16-le")[: 2 * citation["index"]].decode("utf-16-le"),
            )
            for item in self.answers
            for text in [item["content"][0]["text"]]
            for citation in item["content"][0]["annotations"]
        ]
