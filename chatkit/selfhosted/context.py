"""The request behind an operation of the protocol, as the SDK passes it on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from chatkit.config.resolve import Config
from chatkit.turns.active import ActiveTurn


@dataclass(frozen=True, slots=True)
class Context:
    """The visitor, the settings in effect, and the turn if the operation makes one.

    ``count_question`` and ``count_read`` count the operation against the visitor's
    limits; both raise RateLimited. ``site`` is ``https://host`` as the visitor wrote it,
    ``resume`` the key of the résumé that the visitor reads; "" is the default one.
    """

    visitor_id: str
    count_question: Callable[[], Awaitable[None]]
    count_read: Callable[[], Awaitable[None]]
    config: Config
    site: str
    resume: str = ""
    turn: ActiveTurn = field(default_factory=ActiveTurn)
