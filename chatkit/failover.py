"""A cache that goes on counting, in this process alone, when the shared one is down."""

import logging
from collections.abc import Callable
from threading import Event
from typing import Any, TypeVar

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import Error
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

outage = Event()  # of this process: each thread has a cache object of its own


class FailoverCache(BaseCache):
    """``add`` and ``incr``, which counting needs, on the default cache or our own.

    ``LOCATION`` is the alias of the cache of this process.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._own = location

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        return self._first_to_answer(
            lambda cache: cache.add(key, value, timeout, version)
        )

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return self._first_to_answer(lambda cache: cache.incr(key, delta, version))

    def _first_to_answer(self, ask: Callable[[BaseCache], Answer]) -> Answer:
        try:
            answer = ask(caches["default"])
        except (Error, RedisError, OSError) as error:
            if not outage.is_set():
                logger.warning(
                    "The shared cache does not answer (%s): each process counts for"
                    " itself until it does.",
                    type(error).__name__,
                )
            outage.set()
            return ask(caches[self._own])
        outage.clear()
        return answer
