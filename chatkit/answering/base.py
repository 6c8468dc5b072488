"""What answers a turn, and what it is given."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from chatkit.actions import Action
from chatkit.answering.passages import Passage
from chatkit.selfhosted.context import Context
from chatkit.store import Store
from chatkit.types import ThreadItem, ThreadMetadata, ThreadStreamEvent, WidgetItem


@dataclass(slots=True)
class Report:
    """What the ledger is told of a turn; the responder writes it as it answers.

    ``found`` is False when the résumé does not say; ``cut_claims`` counts sentences
    that the claim guard took out; ``fallback`` is why another answered than was chosen,
    a word for the owner's eyes, or "".
    """

    answered_by: str = ""
    model: str = ""
    input_tokens: int = 0
    output_tokens: int = 0
    found: bool = True
    cut_claims: int = 0
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class TurnInput:
    """One question and all that may be used to answer it.

    ``item_id`` is the id the answer's message has to carry. ``attached_text`` is what
    the visitor's files in this thread say: the visitor's words, never the résumé's.
    ``question`` is "" where the turn goes on after a tool or a form.
    """

    thread: ThreadMetadata
    question: str
    passages: Sequence[Passage]
    item_id: str
    context: Context
    store: Store[Context]
    attached_text: str = ""
    report: Report = field(default_factory=Report)


class Responder(Protocol):
    """Answers from the passages only, and cites them."""

    def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        """Stream one assistant message, from ``thread.item.added`` to ``.done``.

        Each claim carries an entity annotation whose id is the id of the passage it
        rests on; its index is the offset in the text after which the claim ends.
        """


@runtime_checkable
class ActionResponder(Protocol):
    """A responder that takes actions too: a press of a button in a widget it made.

    Actions are refused before a stream begins where the responder is not one of these.
    ``action`` has a ``type`` and a ``payload``, which is the visitor's and as hostile as
    a message; ``sender`` is the widget it came from, None where the page sent it. The
    turn's ``question`` is "".
    """

    def handle_action(
        self, turn: TurnInput, action: Action[str, Any], sender: WidgetItem | None
    ) -> AsyncIterator[ThreadStreamEvent]:
        """Stream what the action brings: items, a replaced widget, or nothing."""

    async def handle_sync_action(
        self, turn: TurnInput, action: Action[str, Any], sender: WidgetItem | None
    ) -> ThreadItem | None:
        """The one item the action changed, which is stored, or None."""
