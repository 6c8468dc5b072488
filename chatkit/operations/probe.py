"""The smallest questions that show that upstream answers."""

import time
from dataclasses import dataclass

from chatkit.answering.base import LiveRequest
from chatkit.config.resolve import Config
from chatkit.hosted import sessions
from chatkit.hosted.client import OpenAIClient
from chatkit.hosted.errors import Odd

VISITOR = "chatkit-doctor"


@dataclass(frozen=True, slots=True)
class Answered:
    """``request_id`` is what OpenAI's support asks for; empty where none was sent."""

    request_id: str
    seconds: float


def mint(client: OpenAIClient, config: Config) -> tuple[str, Answered]:
    """The id of a session like a visitor's; it has to be cancelled."""
    began = time.monotonic()
    session = client.create_session(sessions.body(config, VISITOR))
    return session.id, Answered(session.request_id, time.monotonic() - began)


def ask(client: OpenAIClient, request: LiveRequest) -> Answered:
    """One word from the model, asked as it is for visitors."""
    began = time.monotonic()
    data, request_id = client.request("POST", request.path, dict(request.body))
    if not isinstance(data.get(request.expects), list):
        raise Odd(request_id)
    return Answered(request_id, time.monotonic() - began)
