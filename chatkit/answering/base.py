"""The interface of a responder, what it is given, and the kind it belongs to.

The SDK's types appear in annotations only: a site that serves no chat imports this
module, but never the SDK.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, runtime_checkable

from django.conf import settings

from chatkit.answering.failures import FailureReason
from chatkit.answering.passages import Passage
from chatkit.config.findings import Finding
from chatkit.config.resolve import Config
from chatkit.turns.active import TurnReport

if TYPE_CHECKING:
    from chatkit.actions import Action
    from chatkit.selfhosted.context import Context
    from chatkit.store import Store
    from chatkit.types import ThreadItem, ThreadMetadata, ThreadStreamEvent, WidgetItem


@dataclass(frozen=True, slots=True)
class TurnInput:
    """One question and everything that may be used to answer it.

    ``item_id`` is the id of the answer's message. ``attached_text`` is the text of the
    visitor's files in this thread: the visitor's words, never evidence. ``question`` is
    "" where the turn continues after a tool, a form or an action.
    """

    thread: ThreadMetadata
    question: str
    passages: Sequence[Passage]
    item_id: str
    context: Context
    store: Store[Context]
    attached_text: str = ""
    report: TurnReport = field(default_factory=TurnReport)


class Responder(Protocol):
    """Answers from the passages only, and cites them."""

    def respond(self, turn: TurnInput) -> AsyncIterator[ThreadStreamEvent]:
        """Stream one assistant message, from ``thread.item.added`` to ``.done``.

        Each claim has an entity annotation with the id of the passage it rests on; its
        index is the offset in the text after which the claim ends.
        """


@runtime_checkable
class ActionResponder(Protocol):
    """A responder that also handles actions, such as a press of a widget's button.

    Others refuse actions before a stream begins. The action's ``payload`` is untrusted.
    ``sender`` is the widget it came from, None where the page sent it.
    """

    def handle_action(
        self, turn: TurnInput, action: Action[str, Any], sender: WidgetItem | None
    ) -> AsyncIterator[ThreadStreamEvent]:
        """Stream the effects: items, a replaced widget, or nothing."""

    async def handle_sync_action(
        self, turn: TurnInput, action: Action[str, Any], sender: WidgetItem | None
    ) -> ThreadItem | None:
        """Return the one item the action changed, which is then stored, or None."""


class ResponderUnavailable(Exception):
    """The responder can't be built; the message is for the owner."""

    def __init__(self, reason: FailureReason, message: str = "") -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """The smallest request that shows that a model answers, for ``doctor --live``.

    ``label`` names what is asked; a good answer has a list under ``expects``.
    """

    label: str
    path: str
    body: Mapping[str, Any]
    expects: str


class ResponderKind:
    """What the site knows of a kind of responder; each has one, listed in ``registry``.

    Must not import the SDK: ``build`` imports the responder itself.
    """

    name: ClassVar[str]  #: as ``Turn.answered_by`` stores it
    label: ClassVar[str]  #: such as "the model"
    costs: ClassVar[bool] = False  #: whether its turns count against the budgets
    chosen_by: ClassVar[str] = ""  #: an option, or a setting of Django's

    def chosen(self, config: Config) -> str:
        """The model or the agent that the owner chose; "" where none is."""
        of_environment = getattr(settings, self.chosen_by, "")
        return str(getattr(config, self.chosen_by, of_environment))

    def build(self, config: Config) -> Responder:
        """May block. Raises ResponderUnavailable where it can't answer."""
        raise NotImplementedError

    def summary(self, config: Config) -> Finding:
        """The finding ``answers``: what answers in custom mode."""
        raise NotImplementedError

    def findings(self, config: Config) -> Iterable[Finding]:
        """What is judged from the settings alone."""
        return ()

    def live_findings(self, config: Config) -> Iterable[Finding]:
        """What is judged by running code of the owner's."""
        return ()

    def live_request(self, config: Config) -> LiveRequest | None:
        return None
