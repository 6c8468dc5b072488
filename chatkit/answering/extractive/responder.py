"""Stream a composed answer as one assistant message, a few words at a time."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence

from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.answerer import answer
from chatkit.answering.extractive.compose import Claim
from chatkit.answering.message import stream_message
from chatkit.answering.passages import Passage
from chatkit.api import messages
from chatkit.types import NoticeEvent, ThreadStreamEvent

PAUSE = 0.02  # seconds between pieces
#: Signs in quoted words that would be read as Markdown; addresses stay whole.
SIGNS = re.compile(r"https?://\S+|[*`]|\\(?=[!-/:-@\[-`{-~])|\[(?=[^\]]+\]\()")
PIECE = re.compile(r"(?:\S+\s*){1,3}|\s+")


class ExtractiveResponder:
    """Quotes the passages that fit the question best; needs no network and no key.

    ``fallback`` is why it stands in for a model or an agent, or "". The visitor is told
    that it does, the owner also why.
    """

    def __init__(self, fallback: str = "") -> None:
        self._fallback = fallback

    async def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        if self._fallback:
            turn.report.fallback = self._fallback
            yield NoticeEvent(level="info", message=messages.FALLBACK_NOTICE)
        # In a thread: a long question takes tens of milliseconds of ranking.
        composed = await asyncio.to_thread(
            answer, turn.question, turn.passages, turn.attached_text
        )
        turn.report.answered_by = "embedded"
        turn.report.found = composed.found
        async for event in stream_message(turn, _pieces(composed.claims)):
            yield event


async def _pieces(claims: Sequence[Claim]) -> AsyncIterator[str | Passage]:
    previous: Claim | None = None
    for claim in claims:
        text = _separator(previous, claim) + escape_markdown(claim.text)
        for piece in PIECE.findall(text):
            yield piece
            await asyncio.sleep(PAUSE)
        for passage in claim.passages:
            yield passage
        previous = claim


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
