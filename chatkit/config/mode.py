"""Which mode visitors get, and why it may not be the one that was chosen."""

from dataclasses import dataclass

from django.conf import settings

from chatkit.config import credentials, upstream
from chatkit.config.resolve import Config


@dataclass(frozen=True, slots=True)
class Mode:
    """``reasons`` tell the owner in sentences why ``chosen`` is not ``effective``."""

    chosen: str
    effective: str
    reasons: tuple[str, ...] = ()


def in_effect(config: Config) -> Mode:
    """Hosted mode if it is chosen and can be used, otherwise custom mode."""
    if config.integration_type == "custom":
        return Mode("custom", "custom")
    reasons = obstacles(config)
    if not reasons and (refusal := upstream.known_refusal(config)):
        reasons = (str(refusal),)
    return Mode("hosted", "custom" if reasons else "hosted", reasons)


def obstacles(config: Config) -> tuple[str, ...]:
    if config.workflow_id:
        return unsendable(config)
    return (*unsendable(config), "No workflow id is set (CHATKIT_WORKFLOW_ID).")


def unsendable(config: Config) -> tuple[str, ...]:
    reasons = []
    if not settings.OPENAI_API_KEY:
        reasons.append("OPENAI_API_KEY is not set in the environment.")
    for name in ("OPENAI_ORGANIZATION", "OPENAI_PROJECT"):
        if fault := credentials.find_invalid_character(getattr(settings, name)):
            reasons.append(f"{name} has {fault} in it.")
    for check in (credentials.key, credentials.base_url):
        finding = check(config)
        if finding.level == "error":
            reasons.append(f"{finding.title}.")
    return tuple(reasons)
