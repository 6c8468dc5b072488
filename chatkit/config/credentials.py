"""Checks of the key, the workflow id and the address they are sent to."""

import re
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

from chatkit.config import agent_builder
from chatkit.config.findings import Finding, clear, finding, sentence, type_in
from chatkit.config.resolve import Config

QUOTES = "\"'`\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb"
#: How the keys of other servers begin, and how to know one of OpenAI's.
KEYS = {
    "sk-ant-": "Anthropic",
    "sk-or-": "OpenRouter",
    "gsk_": "Groq",
    "xai-": "xAI",
    "AIza": "Google",
    "hf_": "Hugging Face",
    "nvapi-": "NVIDIA",
    "pplx-": "Perplexity",
}
OPENAI_KEY = re.compile(r"^sk-(proj|svcacct|admin)-|T3BlbkFJ")
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
    value = settings.OPENAI_API_KEY
    if not value:
        return finding("key.missing" if lacks_parts(config) else "key.not-needed")
    return _key(value, settings.OPENAI_BASE_URL)


@cache
def _key(value: str, address: str) -> Finding:
    if invalid := find_invalid_character(value):
        return finding("key.unsendable", fault=f"has {invalid} in it")
    if value.startswith("wf_"):
        return finding("key.not-a-key", fault="holds a workflow id, not a key")
    if value.startswith("domain_pk_"):
        return finding("key.not-a-key", fault="holds a domain key, not a key")
    return _key_of_another_server(value, address) or finding("key.set")


def _key_of_another_server(key: str, address: str) -> Finding | None:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None  # see ``base_url``
    if f".{host}".endswith(".openai.com"):
        owner = next((o for start, o in KEYS.items() if key.startswith(start)), "")
        return finding("key.foreign", owner=owner, host=host) if owner else None
    is_elsewhere = OPENAI_KEY.search(key) and not is_local(host)
    return finding("key.openais", host=host) if is_elsewhere else None


def workflow(config: Config) -> Finding:
    value = config.workflow_id
    instruction = sentence(type_in(config, "workflow_id", "wf_..."))
    if not value and lacks_parts(config):
        return finding("workflow.missing", instruction=instruction)
    if not value:
        return finding("workflow.not-needed")
    if WORKFLOW.fullmatch(value):
        return finding("workflow.set")
    if invalid := find_invalid_character(value):
        fault = f"has {invalid} in it"
    elif value.lower() in {"latest", "draft"} or value.lstrip("v")[:1].isdigit():
        fault = "is a version"
    elif value.startswith("sk-"):
        fault = "is a secret key"
    else:
        fault = "is not wf_ followed by letters and digits"
    if config.integration_type != "hosted":
        remedy = clear(config, "workflow_id")
        return finding("workflow.leftover", fault=fault, remedy=remedy)
    return finding("workflow.invalid", fault=fault, instruction=instruction)


def base_url(config: Config) -> Finding:
    """The key may be sent over HTTPS, or over HTTP within this machine.

    A model on the local network may be used over HTTP if there is no key.
    """
    return _base_url(settings.OPENAI_BASE_URL, bool(settings.OPENAI_API_KEY))


@cache
def _base_url(address: str, has_key: bool) -> Finding:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - raises ValueError for one out of range
    except ValueError:
        return finding("base-url.malformed")
    host = parts.hostname
    if not host or parts.scheme not in {"http", "https"}:
        return finding("base-url.malformed")
    if parts.username is not None or parts.query or parts.fragment:
        return finding("base-url.extra-parts")
    if parts.scheme == "http" and has_key and not is_local(host):
        return finding("base-url.insecure")
    return finding("base-url.usable", host=host)


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


def lacks_parts(config: Config) -> bool:
    """Whether what hosted mode lacks is still worth adding."""
    return has_hosted_parts(config) and not agent_builder.has_ended()


def has_hosted_parts(config: Config) -> bool:
    """Whether hosted mode is in the settings with anything that only it needs."""
    return wants_hosted(config) or (
        config.integration_type == "hosted" and bool(config.domain_key)
    )
