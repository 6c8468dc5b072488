"""How often one visitor, and one network address, may ask.

In fixed windows of a minute, which are django-ratelimit's; what is counted together is
counted in one statement, in the cache that all processes share. The key holds the
limit, so a changed limit starts counting anew.
"""

import threading
from collections.abc import Mapping
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.http import HttpRequest
from django_ratelimit.core import get_usage

from chatkit.failures import RateLimited
from chatkit.limits import failover
from chatkit.limits.addresses import client_address
from chatkit.limits.cache import tally
from chatkit.limits.proxies import note_forwarding
from chatkit.resolve import Config
from chatkit.serving import switch
from chatkit.visitors import Visitor

TIMEOUT = 65  # seconds a counter is kept: its minute, and what clocks may differ


_noted = threading.local()


class Windows(BaseCache):
    """What django-ratelimit is told to count in: notes the key it would count."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        _noted.key = key
        return True


def spend(request: HttpRequest, visitor: Visitor, config: Config) -> None:
    """Count one request of the visitor and of the address it came from.

    Raises:
        ChatDisabled: nobody may ask at the moment.
        RateLimited: one of them asked too often; says when to try again.
    """
    switch.demand(config)
    note_forwarding(request)
    limits = {
        f"visitor {visitor.visitor_id}": config.max_requests_per_minute,
        f"address {client_address(request)}": config.address_limit,
    }
    waits = count_all(request, "chatkit", limits)
    if any(waits):
        raise RateLimited(retry_after=max(waits))


def count(request: HttpRequest, group: str, who: str, limit: int) -> int:
    """Count one request of a minute; 0, or the seconds until ``who`` may ask again."""
    return count_all(request, group, {who: limit})[0]


def count_all(request: HttpRequest, group: str, limits: Mapping[str, int]) -> list[int]:
    """Count one request of each at once; for each what ``count`` returns."""
    usages: dict[str, Any] = {}
    for who, limit in limits.items():
        usage = get_usage(
            request,
            group=group,
            key=lambda *_, who=who: who,
            rate=f"{limit}/m",
            increment=True,
        )
        usages[_noted.key] = usage
    counts = failover.ask(lambda cache: tally(cache, list(usages), TIMEOUT))
    return [
        max(1, usage["time_left"]) if count > usage["limit"] else 0
        for count, usage in zip(counts, usages.values(), strict=True)
    ]
