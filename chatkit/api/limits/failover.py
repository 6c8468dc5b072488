"""A cache that is the shared one, or this process's own while that is down."""

import logging
import time
from collections.abc import Callable
from threading import Event
from typing import Any, TypeVar

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import Error
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

CACHE_ERRORS = (Error, RedisError, OSError)
SLOW_FAILURE = 1.0  # seconds; a cache that refuses does so at once
PAUSE = 5.0  # seconds a cache that failed slowly is not asked again

outage = Event()  # of this process

_paused_until = 0.0  # by time.monotonic


class FailoverCache(BaseCache):
    """``default``, or ``process`` while that fails; one warning per outage."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        return _call(lambda cache: cache.add(key, value, timeout, version))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return _call(lambda cache: cache.get(key, default, version))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Counts from 0 where the key is gone: the other cache had it, or it expired."""

        def increment(cache: BaseCache) -> int:
            try:
                return cache.incr(key, delta, version)
            except ValueError:
                cache.add(key, delta, version=version)
                return delta

        return _call(increment)


def _call(method: Callable[[BaseCache], Result]) -> Result:
    began = time.monotonic()
    if began < _paused_until:
        return method(caches["process"])
    try:
        result = method(caches["default"])
    except CACHE_ERRORS as error:
        _note(error, time.monotonic() - began)
        return method(caches["process"])
    outage.clear()
    return result


def _note(error: Exception, seconds: float) -> None:
    global _paused_until  # noqa: PLW0603
    if seconds >= SLOW_FAILURE:
        _paused_until = time.monotonic() + PAUSE
    if not outage.is_set():
        logger.warning(
            "The shared cache does not answer (%s): each process counts for itself until"
            " it does.",
            type(error).__name__,
        )
    outage.set()
