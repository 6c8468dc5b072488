"""The site as its visitors meet it: refusals without DEBUG's detail; and in a hurry,
without the pauses between the words of an answer. For uvicorn, instead of
``resume_site.asgi``."""

from django.conf import settings

from resume_site.asgi import application

# isort: split
# It needs Django set up.
from chatkit.selfhosted.responders import writing

__all__ = ["application"]

settings.DEBUG = False
writing.PAUSE = 0
