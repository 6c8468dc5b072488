"""Checks of who answers visitors: the switch, the mode, the model, the agent."""

from django.conf import settings
from django.utils import timezone

from chatkit.answering.agent import dotted_path
from chatkit.answering.model import endpoint
from chatkit.config.credentials import wants_hosted
from chatkit.config.finding import Finding, sentence, type_in
from chatkit.config.mode import AGENT_BUILDER_ENDS, days_left
from chatkit.config.mode import in_effect as mode_in_effect
from chatkit.config.resolve import Config

APIS = {"responses": "Responses", "chat_completions": "chat completions"}
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
    needed = {
        "OPENAI_API_KEY=sk-...": settings.OPENAI_API_KEY,
        "CHATKIT_WORKFLOW_ID=wf_...": config.workflow_id,
    }
    missing = [line for line, value in needed.items() if not value]
    remedy = f"For custom mode {type_in(config, 'integration_type', 'custom')}."
    if missing:
        remedy = f"Put {' and '.join(missing)} into .env and restart. {remedy}"
    return Finding(
        "mode",
        "error" if missing and wants_hosted(config) else "warning",
        f"{mode.chosen.capitalize()} mode is chosen, but {mode.effective} mode answers",
        " ".join(mode.reasons) + " This site itself answers visitors.",
        remedy,
        label,
        mode.effective,
    )


def answers(config: Config) -> Finding:
    """What custom mode answers with."""
    if url := config.custom_url:
        return Finding("answers", "ok", f"Custom mode is served by {url}")
    if path := settings.CHATKIT_AGENT:
        title = f"Custom mode runs the agent {path}"
        return Finding("answers", "ok", title, label="Agent", value=path)
    if not config.model:
        title = "Custom mode quotes the résumé, without a model or a network"
        return Finding("answers", "ok", title)
    label, value = "Model", config.model
    if not settings.OPENAI_API_KEY and endpoint.is_openai():
        return Finding(
            "answers",
            "warning",
            f"The model {config.model} is chosen, but there is no key for it",
            "Custom mode quotes the résumé instead.",
            "Put OPENAI_API_KEY=sk-... into .env and restart, or OPENAI_BASE_URL of a"
            " server that needs no key.",
            label,
            value,
        )
    api = APIS[endpoint.api(config)]
    title = f"Custom mode asks the model {config.model} through {api}"
    return Finding("answers", "ok", title, label=label, value=value)


def agent(config: Config) -> Finding | None:
    """Whether CHATKIT_AGENT names something, as far as its source shows."""
    path = settings.CHATKIT_AGENT
    if not path:
        return None
    if fault := dotted_path.fault(path):
        return Finding(
            "agent",
            "error",
            f"CHATKIT_AGENT={path} can't be used: {fault}",
            "Visitors get answers from the embedded answerer instead.",
            "Correct CHATKIT_AGENT in .env to package.module:name, check that the"
            " module's folder is on PYTHONPATH, and restart. See"
            " docs/from-agent-builder.md.",
        )
    return Finding("agent", "ok", f"CHATKIT_AGENT names {path}, which exists")


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
