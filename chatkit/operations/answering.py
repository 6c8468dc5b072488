"""Who answers visitors, and for how long yet."""

from django.conf import settings
from django.utils import timezone

from chatkit.answering.agent import dotted_path
from chatkit.answering.model import endpoint
from chatkit.config.credentials import wants_hosted
from chatkit.config.finding import Finding, type_in
from chatkit.config.mode import AGENT_BUILDER_ENDS, days_left, in_effect
from chatkit.config.resolve import Config

WAYS = {"responses": "Responses", "chat_completions": "chat completions"}
MIGRATION = (
    "https://developers.openai.com/api/docs/guides/agent-builder"
    "/migrate-from-agent-builder"
)


def switch(config: Config) -> Finding | None:
    """Whether the owner switched the chat off; who did knows, so it is no error."""
    if config.chat_enabled:
        return None
    return Finding(
        "switch",
        "warning",
        "The chat is switched off",
        "The page is shown without it, and every question is refused (chat_disabled).",
        f"To switch it on {type_in(config, 'chat_enabled', 'on')}.",
    )


def mode(config: Config) -> Finding:
    """Which mode serves; an error only where somebody asked for another one.

    A new checkout is left at hosted and has no key: its visitors get answers all the
    same, so that is a warning.
    """
    now = in_effect(config)
    if now.chosen == now.effective:
        return Finding("mode", "ok", f"{now.effective.capitalize()} mode serves")
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
        f"{now.chosen.capitalize()} mode is chosen, but {now.effective} mode serves",
        " ".join(now.reasons) + " Visitors get answers from this site itself.",
        remedy,
    )


def answers(config: Config) -> Finding:
    """What custom mode answers with."""
    if config.custom_url:
        return Finding("answers", "ok", f"Custom mode is served by {config.custom_url}")
    if settings.CHATKIT_AGENT:
        name = settings.CHATKIT_AGENT
        return Finding("answers", "ok", f"Custom mode runs the agent {name}")
    if not config.model:
        return Finding(
            "answers",
            "ok",
            "Custom mode quotes the résumé, without a model or a network",
        )
    if not settings.OPENAI_API_KEY and endpoint.is_openai():
        return Finding(
            "answers",
            "warning",
            f"The model {config.model} is chosen, but there is no key for it",
            "Custom mode quotes the résumé instead.",
            "Put OPENAI_API_KEY=sk-... into .env and restart, or OPENAI_BASE_URL of a"
            " server that needs none.",
        )
    way = WAYS[endpoint.api(config)]
    title = f"Custom mode asks the model {config.model} through {way}"
    return Finding("answers", "ok", title)


def agent(config: Config) -> Finding | None:
    """Whether CHATKIT_AGENT names something, as far as its source tells."""
    path = settings.CHATKIT_AGENT
    if not path:
        return None
    if fault := dotted_path.fault(path):
        return Finding(
            "agent",
            "error",
            f"CHATKIT_AGENT={path} can't be used: {fault}",
            "Visitors get answers from the embedded answerer instead.",
            "Correct CHATKIT_AGENT in .env to package.module:name, see that the module's"
            " folder is on PYTHONPATH, and restart. docs/from-agent-builder.md has the"
            " whole way.",
        )
    return Finding("agent", "ok", f"CHATKIT_AGENT names {path}, which is there")


def agent_builder(config: Config) -> Finding | None:
    """How long hosted workflows have yet, for those who have one."""
    if not wants_hosted(config):
        return None
    days = days_left(timezone.localdate())
    day = f"{AGENT_BUILDER_ENDS:%d %B %Y}"
    if days >= 0:
        title = f"Agent Builder ends on {day}, in {days} days"
    else:
        title = f"Agent Builder ended on {day}, {-days} days ago"
    return Finding(
        "agent-builder",
        "warning",
        title,
        "Hosted mode's workflows come from it. OpenAI does not say that they run on;"
        " where one is refused, visitors are served by custom mode.",
        "While it is open, export the workflow there as Agents SDK code. Then"
        f" {type_in(config, 'integration_type', 'custom')}. See {MIGRATION}",
    )
