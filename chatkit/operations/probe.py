"""The smallest questions that show that upstream answers."""

import time
from dataclasses import dataclass

from chatkit.answering.base import LiveRequest
from chatkit.config.resolve import Config
from chatkit.hosted import sessions
from chatkit.hosted.client import OpenAIClient
from chatkit.hosted.errors import UnexpectedAnswer

VISITOR = "chatkit-doctor"


@dataclass(frozen=True, slots=True)
class Answered:
    """``request_id`` is what OpenAI's support asks for; empty where none was sent."""

    request_id: str
    seconds: float


async def mint(client: OpenAIClient, config: Config) -> tuple[str, Answered]:
    """The id of a session like a visitor's; it has to be cancelled."""
    began = time.monotonic()
    session = await client.create_session(sessions.request_body(config, VISITOR))
    return session.id, Answered(session.request_id, time.monotonic() - began)


async def ask(client: OpenAIClient, request: LiveRequest) -> Answered:
    """One word from the model, asked as it is for visitors."""
    began = time.monotonic()
    answer = await client.request("POST", request.path, request.body)
    if not isinstance(answer.data.get(request.expects), list):
        raise UnexpectedAnswer(answer.request_id)
    return Answered(answer.request_id, time.monotonic() - began)
