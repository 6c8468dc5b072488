"""What answers a turn, and what it is given."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from chatkit.passages import Passage
from chatkit.types import ThreadMetadata, ThreadStreamEvent


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and all that may be used to answer it.

    ``item_id`` is the id the answer's message has to carry. ``attached_text`` is what
    the visitor's files in this thread say: the visitor's words, never the résumé's.
    """

    thread: ThreadMetadata
    question: str
    passages: Sequence[Passage]
    item_id: str
    attached_text: str = ""


class Responder(Protocol):
    """Answers from the passages only, and cites them."""

    def respond(self, turn: Turn) -> AsyncIterator[ThreadStreamEvent]:
        """Stream one assistant message, from ``thread.item.added`` to ``.done``.

        Each claim carries an entity annotation whose id is the id of the passage it
        rests on; its index is the offset in the text after which the claim ends.
        """
