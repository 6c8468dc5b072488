"""What is shown to OpenAI: the key, the workflow, and where they are sent."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

from chatkit.config.finding import Finding, sentence, type_in
from chatkit.config.resolve import Config, Source

QUOTES = "\"'`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb"
WORKFLOW = re.compile(r"wf_[A-Za-z0-9_-]+")


def spoilt(value: str) -> str:
    """What no key and no id has, as a phrase; empty for a value that may be one."""
    if found := next((mark for mark in value if mark in QUOTES), ""):
        return "a quote" if found.isascii() else "a curly quote"
    if "\n" in value or "\r" in value:
        return "a line break"
    if any(mark.isspace() for mark in value):
        return "a space"
    if not (value.isascii() and value.isprintable()):
        return "a character no HTTP header can carry"
    return ""


def key(config: Config) -> Finding:
    """Whether the key could be one: a spoilt key must never be sent."""
    value, label = settings.OPENAI_API_KEY, "OpenAI API key"
    copy_again = (
        "Copy the key again from https://platform.openai.com/api-keys, put it into .env"
        " as OPENAI_API_KEY=sk-... without quotes, and restart."
    )
    if not value:
        needed = has_hosted_parts(config)
        return Finding(
            "key",
            "warning" if needed else "ok",
            "OPENAI_API_KEY is not set",
            "Hosted mode needs it." if needed else "Nothing is asked of OpenAI.",
            "Put OPENAI_API_KEY=sk-... into .env and restart." if needed else "",
            label,
            "not set",
        )
    if spoilt_by := spoilt(value):
        fault = f"has {spoilt_by} in it"
        detail = "It was probably pasted from a document. It can't be sent."
    elif value.startswith(("wf_", "domain_pk_")):
        kind = "a workflow id" if value.startswith("wf_") else "a domain key"
        fault, detail = f"holds {kind}, not a key", ""
    else:
        title = "OPENAI_API_KEY has the form of a key"
        return Finding("key", "ok", title, label=label, value="set")
    title = f"OPENAI_API_KEY {fault}"
    return Finding("key", "error", title, detail, copy_again, label, fault)


def workflow(config: Config) -> Finding:
    """Whether the workflow id could be one."""
    value, label = config.workflow_id, "Workflow"
    remedy = sentence(type_in(config, "workflow_id", "wf_..."))
    if not value:
        needed = has_hosted_parts(config)
        return Finding(
            "workflow",
            "warning" if needed else "ok",
            "No workflow id is set",
            "Hosted mode needs one." if needed else "Not needed.",
            remedy if needed else "",
            label,
            "not set",
        )
    if WORKFLOW.fullmatch(value):
        title = "The workflow id has the form of one"
        return Finding("workflow", "ok", title, label=label, value="set")
    if spoilt_by := spoilt(value):
        fault = f"has {spoilt_by} in it"
    elif value.lower() in {"latest", "draft"} or value.lstrip("v")[:1].isdigit():
        fault = "is a version"
    elif value.startswith("sk-"):
        fault = "is a secret key"
    else:
        fault = "is not wf_ followed by letters and digits"
    title = f"The workflow id {fault}"
    detail = (
        "Agent Builder shows the id under Publish, beside the version, which is not"
        " needed: the latest one runs."
    )
    return Finding("workflow", "error", title, detail, remedy, label, fault)


def base_url(config: Config) -> Finding:
    """Whether the key may be sent there: over HTTPS, or within this machine.

    Where there is none, a model in the next room may be asked over HTTP.
    """
    remedy = (
        "Remove OPENAI_BASE_URL from .env for OpenAI itself, else give it the form"
        " https://host/v1, and restart. http:// is for this machine only."
    )
    try:
        parts = urlsplit(settings.OPENAI_BASE_URL)
        host = parts.hostname or ""
        parts.port  # noqa: B018 - raises ValueError for one out of range
    except ValueError:
        host = ""
    if not host or parts.scheme not in {"http", "https"}:
        title = "OPENAI_BASE_URL is not an address"
        return Finding("base-url", "error", title, remedy=remedy)
    if parts.username is not None or parts.query or parts.fragment:
        title = "OPENAI_BASE_URL holds more than scheme, host and path"
        return Finding("base-url", "error", title, remedy=remedy)
    if parts.scheme == "http" and settings.OPENAI_API_KEY and not is_local(host):
        return Finding(
            "base-url",
            "error",
            "OPENAI_BASE_URL is not https://",
            "The key would cross the network for anyone to read, so it is not sent.",
            remedy,
        )
    return Finding("base-url", "ok", f"Requests for a model go to {host}")


def is_local(host: str) -> bool:
    """Whether the host is this machine: localhost, 127.0.0.1, [::1] and the like."""
    name = host.lower().strip("[]").removesuffix(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def wants_hosted(config: Config) -> bool:
    """Whether somebody asked for hosted mode, rather than left it at the default."""
    return config.integration_type == "hosted" and (
        config.sources.get("integration_type", Source.DEFAULT) is not Source.DEFAULT
        or bool(config.workflow_id)
    )


def has_hosted_parts(config: Config) -> bool:
    """Whether hosted mode is chosen and anything that only it needs is set."""
    is_hosted = config.integration_type == "hosted"
    return wants_hosted(config) or is_hosted and bool(config.domain_key)
