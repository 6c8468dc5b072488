"""Django's system checks: the findings that follow from the environment alone.

They run before ``migrate``, so they never ask the database. The admin may override the
environment, so what it can set is at most a warning here. Django itself checks DEBUG,
the secret key, HTTPS and the hosts (security.W018, W009, W008, W012, W016, W020).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.checks import CheckMessage, Error, Warning

from chatkit.config import conf
from chatkit.operations import checks

#: E is wrong on any site and stops every command, W matters to a live site.
IDS: Mapping[str, str] = {
    "key": "chatkit.E001",
    "workflow": "chatkit.E002",
    "base-url": "chatkit.E003",
    "mode": "chatkit.W001",
    "answers": "chatkit.W002",
    "agent-builder": "chatkit.W003",
    "domain-key": "chatkit.W004",
    "allow-list": "chatkit.W005",
    "origins": "chatkit.W006",
    "proxies": "chatkit.W007",
    "cache": "chatkit.W008",
    "switch": "chatkit.W009",
    "agent": "chatkit.W010",
}


def check_environment(**_: Any) -> list[CheckMessage]:
    return list(_messages("E", {"error"}, Error))


def check_deployment(**_: Any) -> list[CheckMessage]:
    """For ``check --deploy``."""
    return list(_messages("W", {"warning", "error"}, Warning))


def _messages(
    letter: str, levels: set[str], message: type[Error | Warning]
) -> Iterator[CheckMessage]:
    for finding in checks.examine_environment(conf.from_environment()):
        check_id = IDS.get(finding.id, "")
        if finding.level in levels and check_id.startswith(f"chatkit.{letter}"):
            text = f"{finding.title}. {finding.detail}".rstrip()
            yield message(text, hint=finding.remedy, id=check_id)
