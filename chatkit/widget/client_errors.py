"""What browsers tell of OpenAI's widget when it fails, for the owner to read.

A beacon is a reason and a host, nothing of the visitor's. The last few hosts of each
reason are kept for a week in the cache that all processes share; the counts are a hint,
since two beacons at once may count as one.
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host
from redis.exceptions import RedisError
from rest_framework import serializers

from chatkit.api.errors import InvalidRequest
from chatkit.api.limits import rates
from chatkit.api.limits.addresses import client_address

logger = logging.getLogger(__name__)

WEEK = 7 * 24 * 60 * 60
HOSTS_KEPT = 5  # of each reason
PER_MINUTE = 10  # from one network address
HOST = r"\A(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])\Z"  # as location.hostname has it

ALLOW_LIST = (
    "at https://platform.openai.com under Settings, Organization, Security, Domain"
    " allowlist"
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What happened and what to do, in sentences for the owner.

    ``remedy`` has ``{host}`` where the host belongs.
    """

    happened: str
    remedy: str


#: static/chatkit/openai/client-errors.js says the same in the visitor's console.
REASONS: Mapping[str, Reason] = {
    "script": Reason(
        "OpenAI's widget did not load from cdn.platform.openai.com.",
        "Allow https://cdn.platform.openai.com in the Content-Security-Policy, if there"
        " is one (script-src and frame-src). A few visitors block it themselves.",
    ),
    "error": Reason(
        "OpenAI's widget reported an error.",
        f"Add {{host}} {ALLOW_LIST}, if it is missing there; else run manage.py doctor"
        " --live.",
    ),
    "timeout": Reason(
        "OpenAI's widget was not ready in time.",
        f"Add {{host}} {ALLOW_LIST}, if it is missing there; else look at"
        " https://status.openai.com.",
    ),
    "vanished": Reason(
        "OpenAI's widget vanished, as it does on a domain that OpenAI does not know.",
        f"Add {{host}} {ALLOW_LIST}, and set OPENAI_DOMAIN_KEY to the key shown there.",
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
class Beacon:
    """Failures of one kind on one host in the last week."""

    reason: str
    host: str
    count: int
    last_seen: datetime

    @property
    def sentence(self) -> str:
        """What happened, for the owner."""
        return f"{REASONS[self.reason].happened} Seen on {self.host}."

    @property
    def remedy(self) -> str:
        """What the owner can do."""
        return REASONS[self.reason].remedy.format(host=self.host)


class BeaconRequest(serializers.Serializer[Any]):
    """What the widget sends, and nothing more."""

    reason = serializers.ChoiceField(sorted(REASONS))
    host = serializers.RegexField(HOST, max_length=253)


def receive(request: HttpRequest, sent: Any) -> None:
    """Keep what a browser sent, if it is a beacon.

    Raises:
        RateLimited: too many came from this address.
        InvalidRequest: not a beacon, or not about a host of ours.
    """
    address = client_address(request)
    rates.count(request, "chatkit.widget.client_errors", address, PER_MINUTE)
    beacon = BeaconRequest(data=sent)
    if not beacon.is_valid() or set(sent) != set(beacon.fields):
        raise InvalidRequest(str(dict(beacon.errors)))
    reason, host = beacon.validated_data["reason"], beacon.validated_data["host"]
    if not is_ours(request, host):
        raise InvalidRequest("The host is not one of this site's.")
    logger.warning(
        "The site's own assistant stood in for a visitor: %s On %s.",
        REASONS[reason].happened,
        host,
    )
    _keep(reason, host)


def is_ours(request: HttpRequest, host: str) -> bool:
    """Whether the page was under a name of this site; ``*`` allows only this one's."""
    own = split_domain_port(request.get_host())[0]
    names = [name for name in settings.ALLOWED_HOSTS if name != "*"]
    return host == own or validate_host(host, names)


def recent() -> list[Beacon]:
    """What came in the last week, the latest first; nothing if the cache is down."""
    try:
        kept = cache.get_many([_key(reason) for reason in REASONS])
    except (DatabaseError, RedisError, OSError) as error:
        logger.warning("The beacons can't be read (%s).", type(error).__name__)
        return []
    found = [
        Beacon(reason, host, count, datetime.fromtimestamp(last_seen, UTC))
        for reason in REASONS
        for host, count, last_seen in kept.get(_key(reason), [])
    ]
    oldest = time.time() - WEEK
    return sorted(
        (beacon for beacon in found if beacon.last_seen.timestamp() > oldest),
        key=lambda beacon: beacon.last_seen,
        reverse=True,
    )


def _keep(reason: str, host: str) -> None:
    rows = cache.get(_key(reason), [])  # host, count, Unix time; the latest first
    count = sum(row[1] for row in rows if row[0] == host) + 1
    others = [row for row in rows if row[0] != host]
    kept = [[host, count, int(time.time())], *others][:HOSTS_KEPT]
    cache.set(_key(reason), kept, WEEK)


def _key(reason: str) -> str:
    return f"chatkit.widget.client_errors.{reason}"
