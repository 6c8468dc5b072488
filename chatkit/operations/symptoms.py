"""What visitors report, and its usual cause on a site that is set up like this one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from chatkit.config.credentials import wants_hosted
from chatkit.config.finding import sentence, type_in
from chatkit.config.resolve import Config
from chatkit.operations.embedding import ALLOW_LIST, public_hosts, shows_openai_widget


@dataclass(frozen=True, slots=True)
class Symptom:
    """``seen`` is the visitor's report, or a line of the browser's console."""

    seen: str
    cause: str
    remedy: str


def symptoms(config: Config) -> list[Symptom]:
    return [*_widget(config), *_sessions(config)]


def _widget(config: Config) -> Iterator[Symptom]:
    hosts = public_hosts(config)
    if not (shows_openai_widget(config) and hosts):
        return
    yield Symptom(
        "401 on domain_keys/verify_hosted in the browser's console",
        "OpenAI does not know the domain the page is on.",
        f"Register {', '.join(hosts)} at {ALLOW_LIST}. Or do without OpenAI's widget:"
        f" {type_in(config, 'widget', 'builtin')}.",
    )
    yield Symptom(
        "The chat goes blank a second or two after it opens",
        "OpenAI does not know the domain, or gave it another domain key."
        if config.domain_key
        else "OpenAI does not know the domain; OPENAI_DOMAIN_KEY is not set.",
        sentence(type_in(config, "domain_key", "domain_pk_...")),
    )


def _sessions(config: Config) -> Iterator[Symptom]:
    if not wants_hosted(config):
        return
    needed = {
        "OPENAI_API_KEY": settings.OPENAI_API_KEY,
        "CHATKIT_WORKFLOW_ID": config.workflow_id,
    }
    missing = ", ".join(name for name, value in needed.items() if not value)
    yield Symptom(
        "500, 502 or 503 from /api/chatkit/session",
        f"Not set: {missing}."
        if missing
        else "OpenAI refuses the key or the workflow.",
        "Run manage.py doctor --live, which says why; the log has the request id for"
        " OpenAI's support.",
    )
