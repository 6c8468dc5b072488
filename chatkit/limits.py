"""How often one visitor, and one network address, may ask.

Counted by django-ratelimit in the cache that all processes share, in fixed windows of
a minute; the key holds the limit, so a changed limit starts counting anew.
"""

from django.http import HttpRequest
from django_ratelimit.core import get_usage

from chatkit import switch
from chatkit.addresses import client_address
from chatkit.failures import RateLimited
from chatkit.proxies import note_forwarding
from chatkit.resolve import Config
from chatkit.visitors import Visitor


def spend(request: HttpRequest, visitor: Visitor, config: Config) -> None:
    """Count one request of the visitor and of the address it came from.

    Raises:
        ChatDisabled: nobody may ask at the moment.
        RateLimited: one of them asked too often; says when to try again.
    """
    switch.demand(config)
    note_forwarding(request)
    limits = (
        (f"visitor {visitor.visitor_id}", config.max_requests_per_minute),
        (f"address {client_address(request)}", config.address_limit),
    )
    waits = [count(request, "chatkit", who, limit) for who, limit in limits]
    if any(waits):
        raise RateLimited(retry_after=max(waits))


def count(request: HttpRequest, group: str, who: str, limit: int) -> int:
    """Count one request of a minute; 0, or the seconds until ``who`` may ask again."""
    usage = get_usage(
        request,
        group=group,
        key=lambda *_: who,
        rate=f"{limit}/m",
        increment=True,
    )
    return max(1, usage["time_left"]) if usage["should_limit"] else 0
