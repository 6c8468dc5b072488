"""What visitors report, and what it usually is on a site set up as this one."""

from dataclasses import dataclass

from django.conf import settings

from chatkit.config.credentials import wants_hosted
from chatkit.config.finding import sentence, type_in
from chatkit.config.resolve import Config
from chatkit.operations.embedding import ALLOW_LIST, public_hosts, shows_openais_widget


@dataclass(frozen=True, slots=True)
class Symptom:
    """``seen`` is what is reported, in the visitor's or the browser console's words."""

    seen: str
    cause: str
    remedy: str


def symptoms(config: Config) -> list[Symptom]:
    """Those that can befall this site."""
    found = []
    if shows_openais_widget(config) and (hosts := public_hosts(config)):
        builtin = type_in(config, "widget", "builtin")
        found.append(
            Symptom(
                "401 on domain_keys/verify_hosted in the browser's console",
                "OpenAI does not know the domain the page is on.",
                f"Register {', '.join(hosts)} at {ALLOW_LIST}. Or do without OpenAI's"
                f" widget: {builtin}.",
            )
        )
        blank = "OpenAI does not know the domain, or gave it another domain key."
        if not config.domain_key:
            blank = "OpenAI does not know the domain; OPENAI_DOMAIN_KEY is not set."
        key = sentence(type_in(config, "domain_key", "domain_pk_..."))
        found.append(
            Symptom("The chat goes blank a second or two after it opens", blank, key)
        )
    if wants_hosted(config):
        missing = [
            name
            for name, value in (
                ("OPENAI_API_KEY", settings.OPENAI_API_KEY),
                ("CHATKIT_WORKFLOW_ID", config.workflow_id),
            )
            if not value
        ]
        cause = "OpenAI refuses the key or the workflow."
        if missing:
            cause = f"Not set: {', '.join(missing)}."
        found.append(
            Symptom(
                "500, 502 or 503 from /api/chatkit/session",
                cause,
                "Run manage.py doctor --live, which says why; the log has the request"
                " id that OpenAI's support asks for.",
            )
        )
    return found
