"""Notice a proxy that nobody told the site of, for the doctor to report.

The flag is in the cache, because the doctor runs in a process of its own.
"""

import logging

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from chatkit.api.limits import failover

logger = logging.getLogger(__name__)

SEEN = "chatkit.forwarded"
DAY = 24 * 60 * 60

_noted = False


def is_news(request: HttpRequest) -> bool:
    """Whether X-Forwarded-For came, for the first time in this process, though no proxy
    is trusted."""
    return (
        not _noted
        and not settings.TRUSTED_PROXIES
        and "X-Forwarded-For" in request.headers
    )


def note_forwarding(request: HttpRequest) -> None:
    """Remember news for a day. It writes to the cache, so async code calls it in a thread."""
    global _noted  # noqa: PLW0603
    if not is_news(request):
        return
    _noted = True
    logger.warning(
        "A request came with X-Forwarded-For, which is ignored: CHATKIT_TRUSTED_PROXIES"
        " is 0. Behind a proxy all visitors count as one."
    )
    failover.ask(lambda cache: cache.add(SEEN, True, DAY))


def forwarding_seen() -> bool:
    """Whether any process noticed one in the last day."""
    return bool(caches["default"].get(SEEN))
