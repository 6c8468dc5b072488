"""The tables of the chat."""

from chatkit.models.cache import CacheEntry
from chatkit.models.conversations import (
    Attachment,
    Feedback,
    FitSheet,
    Item,
    Thread,
)
from chatkit.models.cuts import Cut, Judgement
from chatkit.models.owner import AnswerPolicy, OwnAnswer, QuestionCheck
from chatkit.models.settings import AllowedOrigin, ChatKitSettings, check_origin
from chatkit.models.turns import COSTLY, AnsweredBy, Outcome, Turn

__all__ = [
    "COSTLY",
    "AllowedOrigin",
    "AnswerPolicy",
    "AnsweredBy",
    "Attachment",
    "CacheEntry",
    "ChatKitSettings",
    "Cut",
    "Feedback",
    "FitSheet",
    "Item",
    "Judgement",
    "Outcome",
    "OwnAnswer",
    "QuestionCheck",
    "Thread",
    "Turn",
    "check_origin",
]
