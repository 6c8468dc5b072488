"""Send the protocol's operations in this process with Django's test client."""

import json
from typing import Any

from django.test import AsyncClient

from tests.support.chat import Turn, events_of, message

URL = "/api/chatkit/chat"


async def post(visitor: AsyncClient, type_: str, **params: Any) -> Any:
    body = {"type": type_, "params": params}
    return await visitor.post(URL, json.dumps(body), content_type="application/json")


async def read(answer: Any) -> str:
    return b"".join([part async for part in answer.streaming_content]).decode()


async def ask(visitor: AsyncClient, question: str, thread_id: str = "") -> Turn:
    if thread_id:
        answer = await post(
            visitor,
            "threads.add_user_message",
            thread_id=thread_id,
            input=message(question),
        )
    else:
        answer = await post(visitor, "threads.create", input=message(question))
    return Turn(events_of(await read(answer)))


async def stream(visitor: AsyncClient, type_: str, **params: Any) -> list[Any]:
    """The events of an operation that streams."""
    answer = await post(visitor, type_, **params)
    assert answer.status_code == 200, answer.content
    return events_of(await read(answer))


async def begin(visitor: AsyncClient) -> str:
    """Create a thread and return its id."""
    events = await stream(visitor, "threads.create", input=message("Hello there?"))
    return str(events[0]["thread"]["id"])


async def items(visitor: AsyncClient, thread_id: str) -> list[dict[str, Any]]:
    page = await post(visitor, "items.list", thread_id=thread_id, order="asc")
    data: list[dict[str, Any]] = page.json()["data"]
    return data
