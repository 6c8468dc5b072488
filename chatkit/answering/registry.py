"""Every kind of responder, in order of preference, and which one answers."""

from chatkit.answering.agent.kind import AgentKind
from chatkit.answering.base import Responder, ResponderKind, ResponderUnavailable
from chatkit.answering.extractive.kind import ExtractiveKind
from chatkit.answering.model.kind import ModelKind
from chatkit.config.resolve import Config

#: The last needs no choice of the owner's: it answers where no other does.
KINDS: tuple[ResponderKind, ...] = (AgentKind(), ModelKind(), ExtractiveKind())


def selected_kinds(config: Config) -> list[ResponderKind]:
    """The kinds the owner chose, and the last; the first of them answers."""
    return [kind for kind in KINDS[:-1] if kind.chosen(config)] + [KINDS[-1]]


def answering_kind(config: Config) -> ResponderKind:
    return selected_kinds(config)[0]


def build_responder(config: Config, exhausted: str = "") -> Responder:
    """The responder of one turn.

    ``exhausted`` is why the day's budget is spent, or "". Imports the owner's agent the
    first time: call it outside the event loop.
    """
    kind, reason = answering_kind(config), exhausted
    if not (kind.costs and exhausted):
        try:
            return kind.build(config)
        except ResponderUnavailable as failure:
            reason = failure.reason
    from chatkit.answering.extractive.responder import ExtractiveResponder

    return ExtractiveResponder(reason)
