"""Stream a composed answer as one assistant message, a few words at a time."""

import asyncio
import re
from collections.abc import AsyncIterator

from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.answerer import answer
from chatkit.answering.extractive.compose import Claim
from chatkit.answering.message import Message, entity
from chatkit.types import ThreadStreamEvent

PAUSE = 0.02  # seconds between pieces
#: Signs in quoted words that would be read as Markdown; addresses stay whole.
SIGNS = re.compile(r"https?://\S+|[*`]|\\(?=[!-/:-@\[-`{-~])|\[(?=[^\]]+\]\()")
PIECE = re.compile(r"(?:\S+\s*){1,3}|\s+")


class ExtractiveResponder:
    """Quotes the passages that fit the question best; needs no network and no key."""

    async def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        # In a thread: a long question takes tens of milliseconds of ranking.
        composed = await asyncio.to_thread(
            answer, turn.question, turn.passages, turn.attached_text
        )
        turn.report.answered_by = "embedded"
        turn.report.found = composed.found
        message = Message(turn)
        for event in message.begin():
            yield event
        previous: Claim | None = None
        for claim in composed.claims:
            text = _separator(previous, claim) + escape_markdown(claim.text)
            for piece in PIECE.findall(text):
                yield message.write(piece)
                await asyncio.sleep(PAUSE)
            for passage in claim.passages:
                yield message.cite(entity(passage))
            previous = claim
        for event in message.end():
            yield event


def escape_markdown(text: str) -> str:
    return SIGNS.sub(
        lambda found: found[0] if len(found[0]) > 1 else f"\\{found[0]}", text
    )


def _separator(previous: Claim | None, claim: Claim) -> str:
    if claim.bullet:
        return "\n- " if previous else "- "
    if previous is None:
        return ""
    return "\n\n" if previous.bullet else " "
