"""The shared cache, whose counting is exact under any number of processes.

Django's own database cache reads, adds and writes back, so that two processes lose
counts. Here each change is one statement that SQLite (3.35) and PostgreSQL both
understand. Values are JSON; whole numbers can be incremented in place.
"""

import json
import logging
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from threading import Event
from typing import Any, TypeVar

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.redis import RedisCache
from django.db import Error, connection
from redis.exceptions import RedisError

from chatkit.api.redis_client import Client

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

CACHE_ERRORS = (Error, RedisError, OSError)
SLOW_FAILURE = 1.0  # seconds; a cache that refuses does so at once
PAUSE = 5.0  # seconds a cache that failed slowly is not asked again

outage = Event()  # of this process

_paused_until = 0.0  # by time.monotonic
SET = """
    INSERT INTO chatkit_cacheentry (key, value, expires) VALUES (%s, %s, %s)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires
"""
ADD = f"{SET} WHERE chatkit_cacheentry.expires <= %s"
COUNT = """
    UPDATE chatkit_cacheentry
    SET value = CAST(CAST(value AS bigint) + %s AS text)
    WHERE key = %s AND expires > %s RETURNING value
"""
GET = "SELECT value FROM chatkit_cacheentry WHERE key = %s AND expires > %s"
DELETE = "DELETE FROM chatkit_cacheentry WHERE key = %s"
CULL = "DELETE FROM chatkit_cacheentry WHERE expires <= %s"
CLEAR = "DELETE FROM chatkit_cacheentry"

NEVER = 1e12  # seconds since 1970, some 30,000 years
CULL_PROBABILITY = 0.01  # of each new key: expired keys are deleted now and then

_redis_clients: dict[str, Any] = {}


class AtomicDatabaseCache(BaseCache):
    """Rows of ``chatkit.models.CacheEntry``; ``LOCATION`` is not used."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        if self.get(key, version=version) is not None:
            return False  # without waiting for SQLite's lock
        now = time.time()
        if random.random() < CULL_PROBABILITY:  # noqa: S311 -- not a secret
            _execute(CULL, now)
        row = (self._key(key, version), json.dumps(value), self._expires(timeout))
        return _execute(ADD, *row, now)[0] == 1

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        found = _execute(GET, self._key(key, version), time.time())[1]
        return json.loads(found[0][0]) if found else default

    def set(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        row = (self._key(key, version), json.dumps(value), self._expires(timeout))
        _execute(SET, *row)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """The new count. Raises ValueError where the key is not there."""
        found = _execute(COUNT, delta, self._key(key, version), time.time())[1]
        if not found:
            raise ValueError(f"Key '{key}' not found")
        return int(found[0][0])

    def delete(self, key: str, version: int | None = None) -> bool:
        return _execute(DELETE, self._key(key, version))[0] == 1

    def clear(self) -> None:
        _execute(CLEAR)

    def _key(self, key: str, version: int | None) -> str:
        return self.make_key(key, version=version)

    def _expires(self, timeout: float | None) -> float:
        expires = self.get_backend_timeout(timeout)
        return NEVER if expires is None else expires


class SharedClientRedisCache(RedisCache):
    """Django's cache in Redis with one client for the whole process.

    Django makes a cache for each asynchronous context, and each would connect anew.
    """

    _servers: Sequence[str]
    _options: Mapping[str, Any]

    @cached_property
    def _cache(self) -> Any:
        key = repr((self._servers, self._options))
        return _redis_clients.setdefault(key, Client(self._servers, **self._options))


class FailoverCache(BaseCache):
    """``default``, or ``process`` while that fails; one warning per outage."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return _call(lambda cache: cache.add(*args, **kwargs))

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return _call(lambda cache: cache.get(*args, **kwargs))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Counts from 0 where the key is gone: the other cache had it, or it expired."""

        def increment(cache: BaseCache) -> int:
            try:
                return cache.incr(key, delta, version)
            except ValueError:
                cache.add(key, delta, version=version)
                return delta

        return _call(increment)


@contextmanager
def errors_logged() -> Iterator[None]:
    """For what can do without the cache."""
    try:
        yield
    except CACHE_ERRORS as error:
        logger.warning("The shared cache does not answer (%s).", type(error).__name__)


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


def _execute(statement: str, *values: str | float) -> tuple[int, list[Any]]:
    """Run one statement; how many rows it touched, and those it returns."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows = cursor.fetchall() if cursor.description else []
        return cursor.rowcount, rows
