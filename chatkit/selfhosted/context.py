"""What one operation of the protocol is told beside its body."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from chatkit.resolve import Config
from chatkit.selfhosted.runs import Run


@dataclass(frozen=True, slots=True)
class Context:
    """Who asks, how to count it against their limits, and under which settings.

    ``site`` is ``https://host`` as the visitor wrote it; ``run`` is the turn, where the
    operation makes one.
    """

    visitor_id: str
    spend: Callable[[], Awaitable[None]]
    config: Config
    site: str
    run: Run = field(default_factory=Run)
