"""Client error reports: browsers report when OpenAI's widget fails, for the owner.

A report is a reason and a host, with no data of the visitor's. The shared cache keeps
the last few hosts of each reason for a week. The counts are approximate: of two
concurrent reports one may be lost.
"""

import logging
import time
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from rest_framework import serializers

from chatkit.api import limits
from chatkit.api.cache import errors_logged
from chatkit.api.errors import InvalidRequest

logger = logging.getLogger(__name__)

KEY = "chatkit.widget.client_errors"
WEEK = 7 * 24 * 60 * 60
MAX_HOSTS = 5  # of each reason
PER_MINUTE = 10  # from one network address
HOST = r"\A(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])\Z"  # as location.hostname has it

REASONS: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)


@dataclass(frozen=True, slots=True)
class ClientError:
    """The reports of one reason from one host in the last week."""

    reason: str
    host: str
    count: int
    last_seen: datetime

    @property
    def sentence(self) -> str:
        return f"{REASONS[self.reason]['sentence']} Seen on {self.host}."

    @property
    def remedy(self) -> str:
        return REASONS[self.reason]["remedy"].format(host=self.host)


class ClientErrorReport(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(sorted(REASONS))
    host = serializers.RegexField(HOST, max_length=253)


def receive(request: HttpRequest, body: Any) -> None:
    """Store a browser's report. Raises RateLimited, or InvalidRequest."""
    limits.count(request, KEY, limits.client_address(request), PER_MINUTE)
    report = ClientErrorReport(data=body)
    if not report.is_valid() or set(body) != set(report.fields):
        raise InvalidRequest(str(dict(report.errors)))
    reason, host = report.validated_data["reason"], report.validated_data["host"]
    # With * in ALLOWED_HOSTS, only the host of this request is the site's.
    own = split_domain_port(request.get_host())[0]
    names = [name for name in settings.ALLOWED_HOSTS if name != "*"]
    if host != own and not validate_host(host, names):
        raise InvalidRequest("The host is not one of this site's.")
    sentence = REASONS[reason]["sentence"]
    logger.warning("A visitor on %s got the site's own widget: %s", host, sentence)
    store(reason, host)


def store(reason: str, host: str) -> None:
    key = f"{KEY}.{reason}"
    rows = cache.get(key, [])  # host, count, Unix time; latest first
    count = sum(row[1] for row in rows if row[0] == host) + 1
    others = [row for row in rows if row[0] != host]
    cache.set(key, [[host, count, int(time.time())], *others][:MAX_HOSTS], WEEK)


def recent() -> list[ClientError]:
    """The last week's, latest first; none if the cache is down."""
    stored: dict[str, Any] = {}
    with errors_logged():
        stored = cache.get_many([f"{KEY}.{reason}" for reason in REASONS])
    errors = [
        ClientError(reason, host, count, datetime.fromtimestamp(last_seen, UTC))
        for reason in REASONS
        for host, count, last_seen in stored.get(f"{KEY}.{reason}", [])
        if last_seen > time.time() - WEEK
    ]
    return sorted(errors, key=lambda error: error.last_seen, reverse=True)
