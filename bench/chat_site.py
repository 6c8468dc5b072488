"""The site with the benchmark's turn in place of its own answers.

gunicorn -c gunicorn.conf.py bench.chat_site:application
"""

from collections.abc import AsyncIterator

from resume_site.asgi import application

# These need Django set up.
from bench.chat_turn import answer  # isort: skip
from chatkit.selfhosted import server  # isort: skip
from chatkit.selfhosted.responders.base import Turn  # isort: skip
from chatkit.types import ThreadStreamEvent  # isort: skip

__all__ = ["application"]


class BenchmarkResponder:
    """Says the same as the peer."""

    def respond(self, turn: Turn) -> AsyncIterator[ThreadStreamEvent]:
        return answer(turn.thread.id, turn.item_id, turn.question)


server.server()._choose = lambda config, exhausted: BenchmarkResponder()
