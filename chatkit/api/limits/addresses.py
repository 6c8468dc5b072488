"""Where a request comes from, believing only the proxies that are ours."""

import logging

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

logger = logging.getLogger(__name__)

SEEN = "chatkit.forwarded"
DAY = 24 * 60 * 60

_noted = False


def client_address(request: HttpRequest) -> str:
    """The visitor's network address.

    Each proxy appends the address it was called from to X-Forwarded-For, so with N
    trusted proxies the visitor's stands N places from the right; what stands further
    left is whatever the visitor wrote there. Without proxies it is the socket's.
    """
    socket_address = str(request.META.get("REMOTE_ADDR", ""))
    count = settings.TRUSTED_PROXIES
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    hops = [hop.strip() for hop in forwarded if hop.strip()]
    if not count or len(hops) < count:
        return socket_address
    return hops[-count]


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
