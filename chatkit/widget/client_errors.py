"""Client error reports: browsers report when OpenAI's widget fails, for the owner.

A report is a reason and a host, with no data of the visitor's. The shared cache keeps
the last few hosts of each reason for a week. The counts are approximate: of two
concurrent reports one may be lost.
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from redis.exceptions import RedisError
from rest_framework import serializers

from chatkit.api import limits
from chatkit.api.errors import InvalidRequest
from chatkit.api.limits import client_address

logger = logging.getLogger(__name__)

KEY = "chatkit.widget.client_errors"
WEEK = 7 * 24 * 60 * 60
MAX_HOSTS = 5  # of each reason
PER_MINUTE = 10  # from one network address
HOST = r"\A(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])\Z"  # as location.hostname has it

ALLOW_HOST = (
    "Add {host} at https://platform.openai.com under Settings, Organization, Security,"
    " Domain allowlist"
)


class Reason(NamedTuple):
    """Sentences for the owner; ``remedy`` may contain ``{host}``."""

    happened: str
    remedy: str


#: static/chatkit/openai/client-errors.js has the same reasons.
REASONS: Mapping[str, Reason] = {
    "script": Reason(
        "OpenAI's widget did not load from cdn.platform.openai.com.",
        "Allow https://cdn.platform.openai.com in the Content-Security-Policy, if there"
        " is one (script-src and frame-src). A few visitors block it themselves.",
    ),
    "error": Reason(
        "OpenAI's widget reported an error.",
        f"{ALLOW_HOST}, if it is missing there; else run manage.py doctor --live.",
    ),
    "timeout": Reason(
        "OpenAI's widget was not ready in time.",
        f"{ALLOW_HOST}, if it is missing there; else look at"
        " https://status.openai.com.",
    ),
    "vanished": Reason(
        "OpenAI's widget vanished, as it does on a domain that OpenAI does not know.",
        f"{ALLOW_HOST}, and set OPENAI_DOMAIN_KEY to the key shown there.",
    ),
    "session": Reason(
        "OpenAI's widget got no session from this site.",
        "Run manage.py doctor --live, which says why; the log has the request.",
    ),
    "insecure": Reason(
        "OpenAI's widget needs HTTPS, and the page came without.",
        "Serve the site over HTTPS.",
    ),
}


@dataclass(frozen=True, slots=True)
class ClientError:
    """The reports of one reason from one host in the last week."""

    reason: str
    host: str
    count: int
    last_seen: datetime

    @property
    def sentence(self) -> str:
        return f"{REASONS[self.reason].happened} Seen on {self.host}."

    @property
    def remedy(self) -> str:
        return REASONS[self.reason].remedy.format(host=self.host)


class ClientErrorReport(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(sorted(REASONS))
    host = serializers.RegexField(HOST, max_length=253)


def receive(request: HttpRequest, body: Any) -> None:
    """Store a browser's report. Raises RateLimited, or InvalidRequest."""
    limits.count(request, KEY, client_address(request), PER_MINUTE)
    report = ClientErrorReport(data=body)
    if not report.is_valid() or set(body) != set(report.fields):
        raise InvalidRequest(str(dict(report.errors)))
    reason, host = report.validated_data["reason"], report.validated_data["host"]
    if not _is_own_host(request, host):
        raise InvalidRequest("The host is not one of this site's.")
    logger.warning(
        "A visitor on %s got the site's own widget: %s", host, REASONS[reason].happened
    )
    store(reason, host)


def store(reason: str, host: str) -> None:
    rows = cache.get(_key(reason), [])  # host, count, Unix time; latest first
    count = sum(row[1] for row in rows if row[0] == host) + 1
    others = [row for row in rows if row[0] != host]
    kept = [[host, count, int(time.time())], *others][:MAX_HOSTS]
    cache.set(_key(reason), kept, WEEK)


def recent() -> list[ClientError]:
    """The last week's, latest first; none if the cache is down."""
    try:
        stored = cache.get_many([_key(reason) for reason in REASONS])
    except (DatabaseError, RedisError, OSError) as error:
        logger.warning("Client errors can't be read (%s).", type(error).__name__)
        return []
    oldest = time.time() - WEEK
    found = [
        ClientError(reason, host, count, datetime.fromtimestamp(last_seen, UTC))
        for reason in REASONS
        for host, count, last_seen in stored.get(_key(reason), [])
        if last_seen > oldest
    ]
    return sorted(found, key=lambda error: error.last_seen, reverse=True)


def _is_own_host(request: HttpRequest, host: str) -> bool:
    """With ``*`` in ALLOWED_HOSTS, only the host of this request is."""
    own = split_domain_port(request.get_host())[0]
    names = [name for name in settings.ALLOWED_HOSTS if name != "*"]
    return host == own or validate_host(host, names)


def _key(reason: str) -> str:
    return f"{KEY}.{reason}"
