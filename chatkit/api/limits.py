"""Whether a visitor and a network address may ask now, counted for all processes.

django-ratelimit counts in fixed windows of a minute, in the cache that all processes
share. Its keys hold the limit, so a changed limit starts counting anew.
"""

import logging
import re
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django_ratelimit.core import get_usage

from chatkit.api.errors import ChatDisabled, RateLimited
from chatkit.api.visitors import Visitor
from chatkit.config.resolve import Config

logger = logging.getLogger(__name__)

BROWSING_PER_QUESTION = 10  # a widget reads several times for each question
SEEN = "chatkit.forwarded"
DAY = 24 * 60 * 60
#: Some proxies append the port, to IPv6 in brackets.
WITH_PORT = re.compile(r"\[([^\]]+)\](?::\d+)?|([^:]+):\d+")

_noted = False


def require_enabled(config: Config) -> None:
    """Raises ChatDisabled where the owner switched the chat off.

    What visitors have already said stays theirs to read and to delete.
    """
    if not config.chat_enabled:
        raise ChatDisabled


def spend(request: HttpRequest, visitor: Visitor, config: Config) -> None:
    """Count one question or session of the visitor and of the address it came from.

    Raises:
        ChatDisabled: the owner switched the chat off.
        RateLimited: one of them asked too often; says when to try again.
    """
    require_enabled(config)
    note_forwarding(request)
    who = f"visitor {visitor.visitor_id}"
    address = f"address {client_address(request)}"
    waits = [
        _count(request, "chatkit", who, config.max_requests_per_minute),
        _count(request, "chatkit", address, config.address_limit),
    ]
    _raise_if_limited(max(waits))


def browse(request: HttpRequest, config: Config) -> None:
    """Count a request that asks no question: to read, rename, rate, stop or delete.

    By address alone: a visitor without a cookie is always new. Raises RateLimited.
    """
    limit = BROWSING_PER_QUESTION * config.address_limit
    count(request, "chatkit.browse", f"address {client_address(request)}", limit)


def count(
    request: HttpRequest, group: str, who: str, limit: int, minutes: int = 1
) -> None:
    """Count one request. Raises RateLimited if it is over the limit."""
    _raise_if_limited(_count(request, group, who, limit, minutes))


def _count(
    request: HttpRequest, group: str, who: str, limit: int, minutes: int = 1
) -> int:
    """0, or the seconds until the next request is allowed."""
    rate = f"{limit}/{minutes}m"
    usage = get_usage(
        request, group=group, key=lambda *_: who, rate=rate, increment=True
    )
    return max(1, usage["time_left"]) if usage["should_limit"] else 0


def _raise_if_limited(wait: int) -> None:
    if wait:
        raise RateLimited(retry_after=wait)


def client_address(request: HttpRequest) -> str:
    """The visitor's network address, or of IPv6 the network that one customer has.

    Each proxy appends the address it was called from to X-Forwarded-For, so with N
    trusted proxies the visitor's stands N places from the right; what stands further
    left is whatever the visitor wrote there. Without proxies it is the socket's.
    """
    socket_address = str(request.META.get("REMOTE_ADDR", ""))
    count = settings.TRUSTED_PROXIES
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    hops = [hop.strip() for hop in forwarded if hop.strip()]
    hop = hops[-count] if count and len(hops) >= count else ""
    return _parse_address(hop) or _parse_address(socket_address) or socket_address


def _parse_address(text: str) -> str:
    """In its one spelling, without port, brackets and zone; "" if it is none."""
    if match := WITH_PORT.fullmatch(text):
        text = match[1] or match[2]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ip_network((address, settings.IPV6_PREFIX), strict=False))
    return str(address)


def note_forwarding(request: HttpRequest) -> None:
    """Remember for a day that a proxy forwards requests though none is trusted.

    In the cache, because the doctor, which reports it, runs in a process of its own.
    """
    global _noted  # noqa: PLW0603
    is_trusted = settings.TRUSTED_PROXIES or "X-Forwarded-For" not in request.headers
    if _noted or is_trusted:
        return
    _noted = True
    logger.warning(
        "A request came with X-Forwarded-For, which is ignored: CHATKIT_TRUSTED_PROXIES"
        " is 0. Behind a proxy all visitors count as one."
    )
    caches["failover"].add(SEEN, True, DAY)


def forwarding_seen() -> bool:
    """Whether any process noticed one in the last day."""
    return bool(caches["default"].get(SEEN))
