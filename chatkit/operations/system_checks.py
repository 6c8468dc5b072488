"""Django's system checks: the findings that follow from the environment alone.

They run before ``migrate``, so they never ask the database. The admin may override the
environment, so what it can set is at most a warning here. Django itself checks DEBUG,
the secret key, HTTPS and the hosts (security.W018, W009, W008, W012, W016, W020).

An id has an E where something is wrong on any site, which stops every command, and a W
where it matters to a live site.
"""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Warning

from chatkit.config import conf
from chatkit.operations import checks


def check_environment(**_: Any) -> list[CheckMessage]:
    return list(_messages("E", {"error"}, Error))


def check_deployment(**_: Any) -> list[CheckMessage]:
    """For ``check --deploy``."""
    return list(_messages("W", {"warning", "error"}, Warning))


def _messages(
    letter: str, levels: set[str], message: type[Error | Warning]
) -> Iterator[CheckMessage]:
    for finding in checks.examine_environment(conf.from_environment()):
        if finding.level in levels and finding.check.startswith(f"chatkit.{letter}"):
            text = f"{finding.title}. {finding.detail}".rstrip()
            yield message(text, hint=finding.remedy, id=finding.check)
