"""Every kind of responder, in order of preference, and which one answers."""

from chatkit.answering.agent.kind import AgentKind
from chatkit.answering.base import Responder, ResponderKind, ResponderUnavailable
from chatkit.answering.extractive.kind import ExtractiveKind
from chatkit.answering.model.kind import ModelKind
from chatkit.config.resolve import Config

KINDS: tuple[ResponderKind, ...] = (AgentKind(), ModelKind(), ExtractiveKind())


def selected_kinds(config: Config) -> list[ResponderKind]:
    """The kinds the owner chose, the one that answers first; never empty."""
    return [kind for kind in KINDS if kind.is_selected(config)]


def answering_kind(config: Config) -> ResponderKind:
    return selected_kinds(config)[0]


def build_responder(config: Config, exhausted: str = "") -> Responder:
    """The responder of one turn.

    ``exhausted`` is why the day's budget is spent, or "". Imports the owner's agent the
    first time: call it outside the event loop.
    """
    kind = answering_kind(config)
    try:
        if not (kind.costs and exhausted):
            return kind.build(config)
        reason = exhausted
    except ResponderUnavailable as failure:
        reason = failure.reason
    from chatkit.answering.fallback import FallbackResponder

    return FallbackResponder(reason)
