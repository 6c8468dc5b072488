"""Checks of the key, the workflow id and the address they are sent to."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

from chatkit.config.finding import Finding, sentence, type_in
from chatkit.config.resolve import Config

QUOTES = "\"'`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb"
WORKFLOW = re.compile(r"wf_[A-Za-z0-9_-]+")


def find_invalid_character(value: str) -> str:
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
    value, label = settings.OPENAI_API_KEY, "OpenAI API key"
    if not value:
        title = "OPENAI_API_KEY is not set"
        if not has_hosted_parts(config):
            detail = "No requests are sent to OpenAI."
            return Finding("key", "ok", title, detail, label=label, value="not set")
        detail = "Hosted mode needs it."
        remedy = "Put OPENAI_API_KEY=sk-... into .env and restart."
        return Finding("key", "warning", title, detail, remedy, label, "not set")
    if invalid := find_invalid_character(value):
        fault = f"has {invalid} in it"
        detail = "It was probably pasted from a document. It can't be sent."
    elif value.startswith(("wf_", "domain_pk_")):
        kind = "a workflow id" if value.startswith("wf_") else "a domain key"
        fault, detail = f"holds {kind}, not a key", ""
    else:
        title = "OPENAI_API_KEY looks like a key"
        return Finding("key", "ok", title, label=label, value="set")
    remedy = (
        "Copy the key again from https://platform.openai.com/api-keys, put it into .env"
        " as OPENAI_API_KEY=sk-... without quotes, and restart."
    )
    title = f"OPENAI_API_KEY {fault}"
    return Finding("key", "error", title, detail, remedy, label, fault)


def workflow(config: Config) -> Finding:
    value, label = config.workflow_id, "Workflow"
    remedy = sentence(type_in(config, "workflow_id", "wf_..."))
    if not value:
        title = "No workflow id is set"
        if not has_hosted_parts(config):
            detail = "Not needed."
            return Finding("workflow", "ok", title, detail, "", label, "not set")
        detail = "Hosted mode needs one."
        return Finding("workflow", "warning", title, detail, remedy, label, "not set")
    if WORKFLOW.fullmatch(value):
        title = "The workflow id looks like one"
        return Finding("workflow", "ok", title, label=label, value="set")
    if invalid := find_invalid_character(value):
        fault = f"has {invalid} in it"
    elif value.lower() in {"latest", "draft"} or value.lstrip("v")[:1].isdigit():
        fault = "is a version"
    elif value.startswith("sk-"):
        fault = "is a secret key"
    else:
        fault = "is not wf_ followed by letters and digits"
    detail = (
        "Agent Builder shows the id under Publish, beside the version, which is not"
        " needed: the latest one runs."
    )
    title = f"The workflow id {fault}"
    return Finding("workflow", "error", title, detail, remedy, label, fault)


def base_url(config: Config) -> Finding:
    """The key may be sent over HTTPS, or over HTTP within this machine.

    A model on the local network may be used over HTTP if there is no key.
    """
    host, fault, detail = "", "", ""
    try:
        parts = urlsplit(settings.OPENAI_BASE_URL)
        parts.port  # noqa: B018 - raises ValueError for one out of range
        host = parts.hostname or ""
    except ValueError:
        pass
    if not host or parts.scheme not in {"http", "https"}:
        fault = "is not an address"
    elif parts.username is not None or parts.query or parts.fragment:
        fault = "holds more than scheme, host and path"
    elif parts.scheme == "http" and settings.OPENAI_API_KEY and not is_local(host):
        fault = "is not https://"
        detail = "Anyone on the network could read the key, so it is not sent."
    if not fault:
        return Finding("base-url", "ok", f"Requests for a model go to {host}")
    remedy = (
        "Remove OPENAI_BASE_URL from .env for OpenAI itself, otherwise write it as"
        " https://host/v1, and restart. http:// is for this machine only."
    )
    return Finding("base-url", "error", f"OPENAI_BASE_URL {fault}", detail, remedy)


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
    return config.integration_type == "hosted" and (
        "integration_type" in config.sources or bool(config.workflow_id)
    )


def has_hosted_parts(config: Config) -> bool:
    """Whether hosted mode is in the settings with anything that only it needs."""
    return wants_hosted(config) or (
        config.integration_type == "hosted" and bool(config.domain_key)
    )
