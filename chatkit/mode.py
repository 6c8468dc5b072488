"""Which mode visitors get, and why it may not be the one that was chosen."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from chatkit.resolve import Config

#: OpenAI shuts Agent Builder, which every hosted workflow comes from.
#: https://developers.openai.com/api/docs/guides/agent-builder/migrate-from-agent-builder
AGENT_BUILDER_ENDS = date(2026, 11, 30)


@dataclass(frozen=True, slots=True)
class Mode:
    """``reasons`` say in sentences for the owner why ``chosen`` is not ``effective``."""

    chosen: str
    effective: str
    reasons: tuple[str, ...] = ()


def in_effect(config: Config) -> Mode:
    """Hosted where it is chosen and can be used, else custom, which always can."""
    if config.integration_type == "custom":
        return Mode("custom", "custom")
    reasons = []
    if not settings.OPENAI_API_KEY:
        reasons.append("OPENAI_API_KEY is not set in the environment.")
    if not config.workflow_id:
        reasons.append("No workflow id is set (CHATKIT_WORKFLOW_ID).")
    reasons.append("This version does not serve hosted mode yet.")
    return Mode("hosted", "custom", tuple(reasons))


def days_left(today: date) -> int:
    """Days until Agent Builder ends; negative once it has."""
    return (AGENT_BUILDER_ENDS - today).days
