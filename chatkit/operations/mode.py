"""Checks of who answers visitors: the switch, the mode, the model, the agent."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from chatkit.answering import registry
from chatkit.config.agent_builder import ENDS, days_left, has_ended
from chatkit.config.credentials import has_hosted_parts, wants_hosted
from chatkit.config.findings import Finding, Level, finding, sentence, type_in
from chatkit.config.mode import in_effect as mode_in_effect
from chatkit.config.resolve import Config


def switch(config: Config) -> Finding:
    if config.chat_enabled:
        return finding("switch.on")
    instruction = sentence(type_in(config, "chat_enabled", "on"))
    return finding("switch.off", instruction=instruction)


def in_effect(config: Config) -> Finding:
    """An error only where somebody set up the mode that is not in effect.

    Hosted mode is the default, so a new checkout only gets a warning.
    """
    mode = mode_in_effect(config)
    texts: dict[str, Any] = {
        "chosen_name": mode.chosen.capitalize(),
        "effective": mode.effective,
        "reasons": " ".join(mode.reasons),
        "instruction": type_in(config, "integration_type", "custom"),
    }
    if mode.chosen == mode.effective:
        return finding("mode.as-chosen", **texts)
    if not (has_hosted_parts(config) or settings.OPENAI_API_KEY):
        is_over = has_ended()
        return finding("mode.over" if is_over else "mode.not-set-up", **texts)
    needed = {
        "OPENAI_API_KEY=sk-...": settings.OPENAI_API_KEY,
        "CHATKIT_WORKFLOW_ID=wf_...": config.workflow_id,
    }
    missing = " and ".join(line for line, value in needed.items() if not value)
    level: Level = "error" if missing and wants_hosted(config) else "warning"
    if not missing or has_ended():
        return finding("mode.unusable", level, **texts)
    return finding("mode.incomplete", level, missing=missing, **texts)


def answers(config: Config) -> Finding:
    if config.custom_url:
        return finding("answers.elsewhere", url=config.custom_url)
    return registry.answering_kind(config).summary(config)


def responders(config: Config) -> Iterator[Finding]:
    for kind in registry.selected_kinds(config):
        yield from kind.findings(config)


def agent_builder(config: Config) -> Finding | None:
    if not wants_hosted(config):
        return None
    days = days_left()
    count = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    texts: dict[str, Any] = {
        "end": f"{ENDS:%d %B %Y}",
        "when": f"in {count}" if days else "today",
        "ago": count,
        "instruction": type_in(config, "integration_type", "custom"),
    }
    return finding(
        "agent-builder.ends" if days >= 0 else "agent-builder.ended", **texts
    )
