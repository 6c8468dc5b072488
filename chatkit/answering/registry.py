"""Who answers under which settings: the owner's agent, the model, or the embedded answerer."""

from django.conf import settings

from chatkit.answering.agent import loader
from chatkit.answering.agent.responder import AgentResponder
from chatkit.answering.base import Responder
from chatkit.answering.extractive.responder import EmbeddedResponder
from chatkit.answering.fallback import Instead
from chatkit.answering.health import Word
from chatkit.answering.model import endpoint
from chatkit.answering.model.responder import ModelResponder
from chatkit.config.resolve import Config


def choose(config: Config, exhausted: str = "") -> Responder:
    """The responder of one turn.

    ``exhausted`` is why the day's budget is spent, "" while it is not. Imports the
    owner's agent the first time: call it beside the event loop.
    """
    if not (settings.CHATKIT_AGENT or config.model):
        return EmbeddedResponder()
    if exhausted:
        return Instead(exhausted)
    may_send = endpoint.sendable(config)
    if settings.CHATKIT_AGENT:
        if settings.OPENAI_API_KEY and not may_send:  # without one it may not need it
            return Instead(Word.NO_KEY)
        try:
            return AgentResponder(loader.load(settings.CHATKIT_AGENT))
        except loader.Unavailable:
            return Instead(Word.AGENT_UNAVAILABLE)
    return ModelResponder() if may_send else Instead(Word.NO_KEY)
