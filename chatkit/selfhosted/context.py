"""What one operation of the protocol is told beside its body."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from chatkit.config.resolve import Config
from chatkit.turns.active import Run


@dataclass(frozen=True, slots=True)
class Context:
    """Who asks, how to count it against their limits, and under which settings.

    ``spend`` counts a question, ``browse`` what asks none. ``site`` is ``https://host``
    as the visitor wrote it; ``run`` is the turn, where the operation makes one.
    """

    visitor_id: str
    spend: Callable[[], Awaitable[None]]
    browse: Callable[[], Awaitable[None]]
    config: Config
    site: str
    run: Run = field(default_factory=Run)
