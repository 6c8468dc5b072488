"""When OpenAI closes Agent Builder, where every hosted workflow is made."""

from datetime import date

from django.utils import timezone

#: https://developers.openai.com/api/docs/guides/agent-builder/migrate-from-agent-builder
ENDS = date(2026, 11, 30)


def days_left() -> int:
    """Negative afterwards."""
    return (ENDS - timezone.localdate()).days


def has_ended() -> bool:
    """From the last day on: that is when it may be switched off."""
    return days_left() <= 0
