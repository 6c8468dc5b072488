"""The site as its visitors meet it: refusals without DEBUG's detail; and with an answerer
that takes actions, which the embedded one does not. For uvicorn, instead of
``resume_site.asgi``.
"""

from django.conf import settings

from resume_site.asgi import application

# isort: split
# It needs Django set up.
from chatkit.answering.extractive.responder import ExtractiveResponder
from tests.support.agents import ActingAgent

__all__ = ["application"]

settings.DEBUG = False
agent = ActingAgent()
ExtractiveResponder.handle_action = agent.handle_action  # type: ignore[attr-defined]
ExtractiveResponder.handle_sync_action = agent.handle_sync_action  # type: ignore[attr-defined]
