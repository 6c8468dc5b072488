"""The site with the benchmark's turn in place of its own answers.

gunicorn -c gunicorn.conf.py bench.chat_site:application
"""

from collections.abc import AsyncIterator

from resume_site.asgi import application

# isort: split
# These need Django set up.
from chatkit.types import ThreadStreamEvent

import chatkit.selfhosted.server  # noqa: F401 -- else the first chat imports the SDK
from bench.chat_turn import answer
from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.responder import ExtractiveResponder

__all__ = ["application"]


def respond(_: object, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
    return answer(turn.thread.id, turn.item_id, turn.question)


ExtractiveResponder.respond = respond  # type: ignore[method-assign, assignment]
