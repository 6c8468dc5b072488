"""Ask as a visitor would, with the settings in effect: for the owner and for commands."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from chatkit import database
from chatkit.config import conf
from chatkit.models import COSTLY, Turn
from chatkit.selfhosted import sdk_import
from chatkit.selfhosted.context import Context
from chatkit.turns import retention


@dataclass(frozen=True, slots=True)
class Reply:
    """``cited`` are the ids of passages; ``found`` is False where the résumé did not say
    or nobody answered.
    """

    text: str
    cited: tuple[str, ...]
    found: bool
    thread_id: str


class Inquirer:
    """A visitor without limits of their own; budgets count what they ask."""

    def __init__(self, resume: str = "") -> None:
        self.visitor_id = f"owner_{uuid4()}"
        self._resume = resume

    async def ask(self, question: str, thread_id: str = "") -> Reply:
        """Ask in a new conversation, or in the one named."""
        await sdk_import.finish()
        from chatkit.selfhosted.server import server
        from chatkit.server import StreamingResult

        context = Context(
            visitor_id=self.visitor_id,
            count_question=_count_nothing,
            count_read=_count_nothing,
            config=await database.run(conf.latest),
            site="",
            resume=self._resume,
        )
        result = await server().process(_operation(question, thread_id), context)
        assert isinstance(result, StreamingResult)  # noqa: S101 -- a question is one
        texts, cited = list[str](), list[str]()
        async for event in result.json_events:
            data = json.loads(event.removeprefix(b"data: "))
            thread_id = thread_id or data.get("thread", {}).get("id", "")
            item = data.get("item", {})
            if data["type"] == "thread.item.done" and item["type"] == MESSAGE:
                for part in item["content"]:
                    texts.append(part["text"])
                    cited += [_id(one) for one in part["annotations"]]
        text = "\n\n".join(texts)
        found = bool(text) and context.turn.report.found and not context.turn.outcome
        return Reply(text, tuple(filter(None, cited)), found, thread_id)


@asynccontextmanager
async def inquirer(resume: str = "") -> AsyncIterator[Inquirer]:
    """One whose conversations are deleted in the end; what they cost stays counted.

    ``resume`` is the key of the one that is read; "" is the default one.
    """
    one = Inquirer(resume)
    try:
        yield one
    finally:
        await database.run(_forget, one.visitor_id)


def _forget(visitor_id: str) -> None:
    Turn.objects.filter(~COSTLY, visitor_id=visitor_id).delete()
    retention.forget_visitor(visitor_id)


MESSAGE = "assistant_message"


async def _count_nothing() -> None:
    pass


def _operation(question: str, thread_id: str) -> bytes:
    content = [{"type": "input_text", "text": question}]
    params: dict[str, Any] = {
        "input": {"content": content, "attachments": [], "inference_options": {}}
    }
    if thread_id:
        params["thread_id"] = thread_id
    type_ = "threads.add_user_message" if thread_id else "threads.create"
    return json.dumps({"type": type_, "params": params}).encode()


def _id(annotation: dict[str, Any]) -> str:
    return str(annotation["source"].get("id") or "")
