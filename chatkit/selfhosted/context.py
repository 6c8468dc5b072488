"""What one operation of the protocol is told beside its body."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chatkit.resolve import Config


@dataclass(frozen=True, slots=True)
class Context:
    """Who asks, how to count it against their limits, and under which settings.

    ``spend`` counts a question, ``browse`` what asks none. ``site`` is ``https://host`` as the visitor wrote it.
    """

    visitor_id: str
    spend: Callable[[], Awaitable[None]]
    browse: Callable[[], Awaitable[None]]
    config: Config
    site: str
