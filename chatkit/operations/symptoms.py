"""What visitors report, and its usual cause on a site that is set up like this one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from chatkit.config.credentials import wants_hosted
from chatkit.config.findings import render, sentence, type_in
from chatkit.config.resolve import Config
from chatkit.operations.embedding import ALLOW_LIST, public_hosts, shows_openai_widget


@dataclass(frozen=True, slots=True)
class Symptom:
    """``seen`` is the visitor's report, or a line of the browser's console."""

    seen: str
    cause: str
    remedy: str


def symptoms(config: Config) -> Iterator[Symptom]:
    hosts = ", ".join(public_hosts(config))
    if shows_openai_widget(config) and hosts:
        texts = render(
            "symptom.unregistered",
            hosts=hosts,
            allow_list=ALLOW_LIST,
            instruction=type_in(config, "widget", "builtin"),
        )
        yield Symptom(**texts)
        texts = render(
            "symptom.blank" if config.domain_key else "symptom.blank-without-key",
            instruction=sentence(type_in(config, "domain_key", "domain_pk_...")),
        )
        yield Symptom(**texts)
    if wants_hosted(config):
        needed = {
            "OPENAI_API_KEY": settings.OPENAI_API_KEY,
            "CHATKIT_WORKFLOW_ID": config.workflow_id,
        }
        missing = ", ".join(name for name, value in needed.items() if not value)
        key = "symptom.not-set" if missing else "symptom.refused"
        yield Symptom(**render(key, missing=missing))
