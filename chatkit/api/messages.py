"""Sentences in a conversation; those that refuse a request are ``chatkit.api.errors``."""

ANSWER_CUT_SHORT = "This answer took too long and was cut short."
ANSWER_OVERDUE = "The answer takes too long. Please try again."
ANSWER_TOO_LONG = "This answer was too long and was cut short."
ANSWER_FILTERED = "This answer was stopped by a content filter."
FALLBACK_NOTICE = (
    "The assistant could not answer in full; this is a short answer from the résumé."
)
