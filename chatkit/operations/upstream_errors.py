"""What a refusal of OpenAI's means, and what to do: status by status.

https://platform.openai.com/docs/guides/error-codes
"""

from dataclasses import dataclass

from django.utils import timezone

from chatkit.config.mode import days_left
from chatkit.hosted import connections
from chatkit.hosted.errors import OpenAIError, Refused, Unreachable

AGAIN = "Then run manage.py doctor --live again."


@dataclass(frozen=True, slots=True)
class Subject:
    """What was asked for, of whom: ``id`` is the finding's, ``name`` as in a sentence."""

    id: str
    host: str
    name: str


def explain(subject: Subject, failure: OpenAIError) -> tuple[str, str, str]:
    """Title, detail and remedy."""
    if isinstance(failure, Unreachable):
        return _unreachable(subject.host, failure.reason)
    if isinstance(failure, Refused):
        title, detail, remedy = _refused(subject, failure)
    else:
        title, detail, remedy = _odd(subject.host)
    return title, f"{detail} {asked_as(failure.request_id)}".strip(), remedy


def asked_as(request_id: str) -> str:
    """The request's id in a sentence, if it has one."""
    return f"Request id: {request_id}." if request_id else ""


def _unreachable(host: str, reason: str) -> tuple[str, str, str]:
    titles = {
        "name": f"The name {host} can't be resolved",
        "connect": f"{host} can't be reached within {connections.CONNECT_TIMEOUT:g} seconds",
        "slow": f"{host} does not answer within {connections.ANSWER_TIMEOUT:g} seconds",
        "tls": f"{host} shows a certificate that is not trusted",
        "connection": f"{host} can't be reached",
    }
    remedies = {
        "name": "Check this machine's DNS and the host's name in OPENAI_BASE_URL.",
        "slow": f"Look at https://status.openai.com and wait. {AGAIN}",
        "tls": "Check this machine's clock and ca-certificates, and whether a proxy"
        " reads the traffic.",
    }
    return (
        titles[reason],
        "Nothing was answered.",
        remedies.get(
            reason,
            f"Let this machine out to {host} through the firewall (or set HTTPS_PROXY),"
            f" and check OPENAI_BASE_URL. {AGAIN}",
        ),
    )


def _odd(host: str) -> tuple[str, str, str]:
    return (
        f"{host} answers with something else than was asked for",
        "Probably a proxy or another server answers in its place.",
        f"Check OPENAI_BASE_URL: OpenAI's own is https://api.openai.com/v1. {AGAIN}",
    )


def _refused(subject: Subject, refusal: Refused) -> tuple[str, str, str]:
    status, host = refusal.status, subject.host
    if status == 401:
        return (
            f"{host} refuses the key (401)",
            "OPENAI_API_KEY is wrong, or was revoked.",
            "Make a new key at https://platform.openai.com/api-keys in the project the"
            " workflow belongs to, put it into .env as OPENAI_API_KEY=sk-... and"
            f" restart. {AGAIN}",
        )
    if status == 403:
        return (
            f"The key may not do this (403 from {host})",
            "It is a restricted key, or this machine's address or country is not"
            " allowed.",
            "Give the key all permissions at https://platform.openai.com/api-keys, and"
            f" look at the project's IP allow-list. {AGAIN}",
        )
    if status in (404, 410):
        return _not_found(subject, status)
    if status == 429:
        return _too_much(host, refusal.code)
    if status >= 500:
        return (
            f"{host} has trouble of its own ({status})",
            "Nothing is wrong on this side, as far as can be seen.",
            f"Look at https://status.openai.com and wait. {AGAIN}",
        )
    if status < 400:
        return (
            f"{host} points elsewhere ({status}), where the key is not sent",
            "",
            "Put the address it should be into .env as OPENAI_BASE_URL=https://host/v1"
            f" and restart. {AGAIN}",
        )
    return (
        f"{host} refuses the request ({status})",
        f"It does not take {subject.name} as it is named here.",
        f"Compare the name, letter by letter, with where it is shown. {AGAIN}",
    )


def _not_found(subject: Subject, status: int) -> tuple[str, str, str]:
    if subject.id == "live-model":
        return (
            f"{subject.host} does not know {subject.name} ({status})",
            "It is misspelt, retired, or not open to this key's project.",
            "Choose another one: CHATKIT_MODEL, or Model in the admin's chat settings."
            f" {AGAIN}",
        )
    detail = (
        "Usually the key belongs to another project or organization than the workflow."
    )
    if status == 410 or days_left(timezone.localdate()) < 0:
        detail = "Agent Builder has ended, and workflows with it. " + detail
    return (
        f"{subject.host} does not find {subject.name} ({status})",
        detail,
        "In Agent Builder look which project the workflow is in and whether it is"
        " published, and make the key in that project. If it is gone for good, choose"
        f" custom mode: CHATKIT_INTEGRATION_TYPE=custom. {AGAIN}",
    )


def _too_much(host: str, code: str) -> tuple[str, str, str]:
    if code == "insufficient_quota":
        return (
            f"The project has no credit left at {host} (429)",
            "The key is right.",
            "Add credit at https://platform.openai.com/settings/organization/billing or"
            f" raise the project's budget. {AGAIN}",
        )
    return (
        f"{host} gets too many requests from the project (429)",
        "The key is right.",
        f"Wait a minute. If it stays, raise the project's limits. {AGAIN}",
    )
