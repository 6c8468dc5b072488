"""The smallest questions that show that upstream answers."""

import time
from dataclasses import dataclass

from chatkit.answering.model import endpoint
from chatkit.config.resolve import Config
from chatkit.hosted import sessions
from chatkit.hosted.client import OpenAIClient
from chatkit.hosted.errors import Odd

VISITOR = "chatkit-doctor"
QUESTION = "Reply with the one word: ready"
LEAST_TOKENS = 16  # that the Responses API accepts


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


def ask(client: OpenAIClient, model: str, api: endpoint.Api) -> Answered:
    """One word from the model, asked as it is for visitors."""
    began = time.monotonic()
    if api == "responses":
        path, part = "/responses", "output"
        body = {"model": model, "input": QUESTION, "store": False}
        body["max_output_tokens"] = LEAST_TOKENS
    else:
        path, part = "/chat/completions", "choices"
        messages = [{"role": "user", "content": QUESTION}]
        body = {"model": model, "messages": messages}
    data, request_id = client.request("POST", path, body)
    if not isinstance(data.get(part), list):
        raise Odd(request_id)
    return Answered(request_id, time.monotonic() - began)
