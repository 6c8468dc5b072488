"""Checks of who answers visitors: the switch, the mode, the model, the agent."""

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from chatkit.answering import registry
from chatkit.config.credentials import has_hosted_parts, wants_hosted
from chatkit.config.finding import Finding, Level, sentence, type_in
from chatkit.config.mode import AGENT_BUILDER_ENDS, days_left
from chatkit.config.mode import in_effect as mode_in_effect
from chatkit.config.resolve import Config

MIGRATION = (
    "https://developers.openai.com/api/docs/guides/agent-builder"
    "/migrate-from-agent-builder"
)


def switch(config: Config) -> Finding:
    if config.chat_enabled:
        return Finding("switch", "ok", "The chat is on", label="Chat", value="on")
    return Finding(
        "switch",
        "warning",
        "The chat is switched off",
        "The page is shown without it, and every question is refused (chat_disabled).",
        sentence(type_in(config, "chat_enabled", "on")),
        "Chat",
        "switched off",
    )


def in_effect(config: Config) -> Finding:
    """An error only where somebody set up the mode that is not in effect.

    Hosted mode is the default, so a new checkout only gets a warning.
    """
    mode, label = mode_in_effect(config), "Mode in effect"
    if mode.chosen == mode.effective:
        title = f"{mode.effective.capitalize()} mode is in effect"
        return Finding("mode", "ok", title, label=label, value=mode.effective)
    title = (
        f"{mode.chosen.capitalize()} mode is chosen, but {mode.effective} mode answers"
    )
    if not (has_hosted_parts(config) or settings.OPENAI_API_KEY):
        return Finding(
            "mode",
            "warning",
            title,
            "Nothing is set up for hosted mode, so this site itself answers visitors.",
            "To keep it so, choose custom as the integration type in the admin's chat"
            " settings, or put CHATKIT_INTEGRATION_TYPE=custom into .env and restart."
            " For hosted mode put OPENAI_API_KEY=sk-... and CHATKIT_WORKFLOW_ID=wf_..."
            " into .env and restart.",
            label,
            mode.effective,
        )
    needed = {
        "OPENAI_API_KEY=sk-...": settings.OPENAI_API_KEY,
        "CHATKIT_WORKFLOW_ID=wf_...": config.workflow_id,
    }
    missing = [line for line, value in needed.items() if not value]
    remedy = f"For custom mode {type_in(config, 'integration_type', 'custom')}."
    if missing:
        remedy = f"Put {' and '.join(missing)} into .env and restart. {remedy}"
    level: Level = "error" if missing and wants_hosted(config) else "warning"
    detail = " ".join(mode.reasons) + " This site itself answers visitors."
    return Finding("mode", level, title, detail, remedy, label, mode.effective)


def answers(config: Config) -> Finding:
    """What custom mode answers with."""
    if url := config.custom_url:
        return Finding("answers", "ok", f"Custom mode is served by {url}")
    return registry.answering_kind(config).summary(config)


def responders(config: Config) -> Iterator[Finding]:
    """What each chosen kind of responder finds in the settings."""
    for kind in registry.selected_kinds(config):
        yield from kind.findings(config)


def agent_builder(config: Config) -> Finding | None:
    """How long hosted workflows still run, where hosted mode is set up."""
    if not wants_hosted(config):
        return None
    days = days_left(timezone.localdate())
    counted = "1 day" if abs(days) == 1 else f"{abs(days)} days"
    when = f"in {counted}" if days >= 0 else f"{counted} ago"
    ends = "ends" if days >= 0 else "ended"
    value = f"{ends} on {AGENT_BUILDER_ENDS:%d %B %Y}, {when}"
    return Finding(
        "agent-builder",
        "warning",
        f"Agent Builder {value}",
        "Hosted workflows come from it, and OpenAI does not say that they keep running."
        " Where one is refused, custom mode answers.",
        "While it is open, export the workflow there as Agents SDK code. Then"
        f" {type_in(config, 'integration_type', 'custom')}. See {MIGRATION}",
        "OpenAI's Agent Builder",
        value,
    )
