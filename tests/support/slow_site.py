"""The site with a responder that takes as long as the question says.

"4 seconds" is answered with forty words in four seconds, "until /a/file" with words
until that file exists.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

from resume_site.asgi import application

# isort: split
# These need Django set up.
from chatkit.types import ThreadStreamEvent

from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.responder import ExtractiveResponder
from chatkit.answering.message import stream_message

__all__ = ["application"]

PER_SECOND = 10


async def words(question: str) -> AsyncIterator[str]:
    """The answer's words in their time."""
    if until := re.search(r"until (\S+)", question):
        while not Path(until[1]).exists():  # noqa: ASYNC240 -- a test
            yield "word "
            await asyncio.sleep(0.5)
    elif seconds := re.search(r"([\d.]+) seconds", question):
        for number in range(round(float(seconds[1]) * PER_SECOND)):
            await asyncio.sleep(1 / PER_SECOND)
            yield f"word{number} "
    yield "end"


async def respond(_: object, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
    turn.report.answered_by = "slow"
    async for event in stream_message(turn, words(turn.question)):
        yield event


ExtractiveResponder.respond = respond  # type: ignore[method-assign, assignment]
