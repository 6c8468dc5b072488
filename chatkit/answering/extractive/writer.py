"""Stream a composed answer as one assistant message, a few words at a time."""

import asyncio
import re
from collections.abc import AsyncIterator

from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.answer import Answer, Claim
from chatkit.answering.message import Message, entity
from chatkit.types import ThreadStreamEvent

PAUSE = 0.02  # seconds between pieces: text that is read as it grows
#: What would be read as Markdown in words that are quoted; addresses stay whole.
SIGNS = re.compile(r"https?://\S+|[*`]|\\(?=[!-/:-@\[-`{-~])|\[(?=[^\]]+\]\()")
PIECE = re.compile(r"(?:\S+\s*){1,3}|\s+")


async def write(turn: TurnInput, answer: Answer) -> AsyncIterator[ThreadStreamEvent]:
    """The message from ``thread.item.added`` to ``thread.item.done``."""
    message = Message(turn)
    previous: Claim | None = None
    for event in message.begin():
        yield event
    for claim in answer.claims:
        for piece in PIECE.findall(_separator(previous, claim) + plain(claim.text)):
            yield message.write(piece)
            await asyncio.sleep(PAUSE)
        for passage in claim.passages:
            yield message.cite(entity(passage))
        previous = claim
    for event in message.end():
        yield event


def plain(text: str) -> str:
    """Markdown that reads as the text does."""
    return SIGNS.sub(
        lambda found: found[0] if len(found[0]) > 1 else f"\\{found[0]}", text
    )


def _separator(previous: Claim | None, claim: Claim) -> str:
    """The Markdown between two claims."""
    if claim.bullet:
        return "\n- " if previous else "- "
    if previous is None:
        return ""
    return "\n\n" if previous.bullet else " "
