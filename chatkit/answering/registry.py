"""Who answers under which settings: the owner's agent, the model, or the embedded answerer."""

from django.conf import settings

from chatkit.answering.agent import loader
from chatkit.answering.agent.responder import AgentResponder
from chatkit.answering.base import Responder
from chatkit.answering.extractive.responder import ExtractiveResponder
from chatkit.answering.fallback import FallbackResponder
from chatkit.answering.health import FailureReason
from chatkit.answering.model import endpoint
from chatkit.answering.model.responder import ModelResponder
from chatkit.config.resolve import Config


def choose(config: Config, exhausted: str = "") -> Responder:
    """The responder of one turn.

    ``exhausted`` is why the day's budget is spent, "" while it is not. Imports the
    owner's agent the first time: call it beside the event loop.
    """
    if not (settings.CHATKIT_AGENT or config.model):
        return ExtractiveResponder()
    if exhausted:
        return FallbackResponder(exhausted)
    may_send = endpoint.sendable(config)
    if settings.CHATKIT_AGENT:
        if settings.OPENAI_API_KEY and not may_send:  # without one it may not need it
            return FallbackResponder(FailureReason.NO_KEY)
        try:
            return AgentResponder(loader.load(settings.CHATKIT_AGENT))
        except loader.Unavailable:
            return FallbackResponder(FailureReason.AGENT_UNAVAILABLE)
    return ModelResponder() if may_send else FallbackResponder(FailureReason.NO_KEY)
