"""A Redis client that a server which hangs holds up once, for half a second.

Other commands then fail at once, until a thread of its own reaches the server again.
"""

import time
from threading import Event, Thread
from typing import Any

from django.core.cache.backends.redis import RedisCacheClient
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry

SECONDS = 0.5
PROBE_INTERVAL = 1.0  # seconds


class GuardedRedis(Redis):
    def __init__(self, *, hangs: Event, **options: Any) -> None:
        super().__init__(**options)
        self._hangs = hangs

    def execute_command(self, *args: Any, **options: Any) -> Any:
        if self._hangs.is_set():
            raise RedisConnectionError("It did not answer in time.")
        try:
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        except RedisTimeoutError:
            if not self._hangs.is_set():
                self._hangs.set()
                Thread(target=self._await_server, daemon=True).start()
            raise

    def _await_server(self) -> None:
        probe = Redis(connection_pool=self.connection_pool)
        while self._hangs.is_set():
            time.sleep(PROBE_INTERVAL)
            try:
                probe.ping()
                self._hangs.clear()
            except RedisError:
                pass


class Client(RedisCacheClient):
    def __init__(self, servers: Any, **options: Any) -> None:
        bounds = {"socket_timeout": SECONDS, "socket_connect_timeout": SECONDS}
        retry = Retry(NoBackoff(), 0)
        super().__init__(servers, **{"retry": retry, **bounds, **options})
        self._hangs = Event()

    def get_client(self, key: Any = None, *, write: bool = False) -> GuardedRedis:
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]
        return GuardedRedis(hangs=self._hangs, connection_pool=pool)
