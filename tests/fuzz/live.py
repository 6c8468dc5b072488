"""The site as its visitors meet it: refusals without DEBUG's detail; and in a hurry,
without the pauses between the words of an answer; and with an answerer that takes
actions, which the embedded one does not. For uvicorn, instead of ``resume_site.asgi``.
"""

from django.conf import settings

from resume_site.asgi import application

# isort: split
# It needs Django set up.
from chatkit.answering.extractive import writer
from chatkit.answering.extractive.responder import EmbeddedResponder
from tests.support.agents import ActingAgent

__all__ = ["application"]

settings.DEBUG = False
writer.PAUSE = 0
agent = ActingAgent()
EmbeddedResponder.act = agent.act  # type: ignore[attr-defined]
EmbeddedResponder.sync_act = agent.sync_act  # type: ignore[attr-defined]
