"""System checks: what the doctor can judge from the environment alone.

Never the database: checks run before ``migrate``. The admin may have set otherwise,
which the doctor knows; so what it can set is a warning here at most. Django's own
checks judge DEBUG, the secret key, HTTPS and the hosts (security.W018, W009, W008,
W012, W016, W020).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.checks import CheckMessage, Error, Warning

from chatkit.config import conf
from chatkit.operations import environment

#: The id of each finding's check. E is wrong everywhere, W matters to a live site.
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
CLASSES: Mapping[str, type[Error | Warning]] = {"E": Error, "W": Warning}


def check_environment(**_: Any) -> list[CheckMessage]:
    """What no site can work with; every command stops there."""
    return list(_messages("E"))


def check_deployment(**_: Any) -> list[CheckMessage]:
    """What a live site should not be left with; for ``check --deploy``."""
    return list(_messages("W"))


def _messages(letter: str) -> Iterator[CheckMessage]:
    for finding in environment.judge(conf.from_environment()):
        check_id = IDS.get(finding.id, "")
        if finding.level != "ok" and check_id.startswith(f"chatkit.{letter}"):
            text = f"{finding.title}. {finding.detail}".rstrip()
            yield CLASSES[letter](text, hint=finding.remedy, id=check_id)
