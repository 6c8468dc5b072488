"""How often one visitor, and one network address, may ask.

django-ratelimit counts in fixed windows of a minute, in the cache that all processes
share. Its keys hold the limit, so a changed limit starts counting anew.
"""

from django.http import HttpRequest
from django_ratelimit.core import get_usage

from chatkit import database
from chatkit.api.errors import RateLimited
from chatkit.api.limits.addresses import client_address, note_forwarding
from chatkit.api.visitors import Visitor
from chatkit.config import mode
from chatkit.config.resolve import Config

BROWSING_PER_QUESTION = 10  # a widget reads several times for each question


def spend(request: HttpRequest, visitor: Visitor, config: Config) -> None:
    """Count one question or session of the visitor and of the address it came from.

    Raises:
        ChatDisabled: the owner switched the chat off.
        RateLimited: one of them asked too often; says when to try again.
    """
    mode.require_enabled(config)
    note_forwarding(request)
    who = f"visitor {visitor.visitor_id}"
    address = f"address {client_address(request)}"
    waits = [
        _count(request, "chatkit", who, config.max_requests_per_minute),
        _count(request, "chatkit", address, config.address_limit),
    ]
    _raise_if_limited(max(waits))


async def aspend(request: HttpRequest, visitor: Visitor, config: Config) -> None:
    """``spend`` for async callers."""
    await database.write(spend, request, visitor, config)


async def abrowse(request: HttpRequest, config: Config) -> None:
    """Count a request that asks no question: to read, rename, rate or delete.

    By address alone: a visitor without a cookie is always new. Raises RateLimited.
    """
    who = f"address {client_address(request)}"
    limit = BROWSING_PER_QUESTION * config.address_limit
    await database.write(count, request, "chatkit.browse", who, limit)


def count(request: HttpRequest, group: str, who: str, limit: int) -> None:
    """Count one request of a minute. Raises RateLimited if it is over the limit."""
    _raise_if_limited(_count(request, group, who, limit))


def _count(request: HttpRequest, group: str, who: str, limit: int) -> int:
    """0, or the seconds until the next request is allowed."""
    usage = get_usage(
        request, group=group, key=lambda *_: who, rate=f"{limit}/m", increment=True
    )
    return max(1, usage["time_left"]) if usage["should_limit"] else 0


def _raise_if_limited(wait: int) -> None:
    if wait:
        raise RateLimited(retry_after=wait)
