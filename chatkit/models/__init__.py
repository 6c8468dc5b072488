"""The tables of the chat."""

from chatkit.models.cache import CacheEntry
from chatkit.models.conversations import Attachment, Feedback, Item, Thread
from chatkit.models.settings import AllowedOrigin, ChatKitSettings, check_origin
from chatkit.models.turns import COSTLY, AnsweredBy, Outcome, Turn

__all__ = [
    "COSTLY",
    "AllowedOrigin",
    "AnsweredBy",
    "Attachment",
    "CacheEntry",
    "ChatKitSettings",
    "Feedback",
    "Item",
    "Outcome",
    "Thread",
    "Turn",
    "check_origin",
]
