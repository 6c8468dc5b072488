"""Who answers under which settings: the owner's agent, the model, or the embedded answerer."""

from django.conf import settings

from chatkit.resolve import Config
from chatkit.selfhosted.responders.agent import loading
from chatkit.selfhosted.responders.agent.responder import AgentResponder
from chatkit.selfhosted.responders.base import Responder
from chatkit.selfhosted.responders.embedded.responder import EmbeddedResponder
from chatkit.selfhosted.responders.fallback import Instead
from chatkit.selfhosted.responders.model.responder import ModelResponder
from chatkit.serving import model_choice
from chatkit.serving.model_health import Word


def choose(config: Config, exhausted: str = "") -> Responder:
    """The responder of one turn.

    ``exhausted`` is why the day's budget is spent, "" while it is not. Imports the
    owner's agent the first time: call it beside the event loop.
    """
    if not (settings.CHATKIT_AGENT or config.model):
        return EmbeddedResponder()
    if exhausted:
        return Instead(exhausted)
    may_send = model_choice.sendable(config)
    if settings.CHATKIT_AGENT:
        if settings.OPENAI_API_KEY and not may_send:  # without one it may not need it
            return Instead(Word.NO_KEY)
        try:
            return AgentResponder(loading.load(settings.CHATKIT_AGENT))
        except loading.Unavailable:
            return Instead(Word.AGENT_UNAVAILABLE)
    return ModelResponder() if may_send else Instead(Word.NO_KEY)
