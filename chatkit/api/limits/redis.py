"""Django's cache in Redis, which also counts many keys in one round trip."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.core.cache.backends.redis import RedisCache

#: KEYS are counted up by ARGV[2], ARGV[3] ...; each is kept for ARGV[1] seconds more.
TALLY = """
local counts = {}
for place, key in ipairs(KEYS) do
    counts[place] = redis.call('INCRBY', key, ARGV[place + 1])
    redis.call('EXPIRE', key, ARGV[1])
end
return counts
"""

_clients: dict[str, Any] = {}


class CountingRedisCache(RedisCache):
    """``LOCATION`` is a redis:// URL, or several."""

    _servers: Sequence[str]
    _options: Mapping[str, Any]
    _class: Callable[..., Any]

    @cached_property
    def _cache(self) -> Any:
        """One client of the process: Django makes a cache for each asynchronous context,
        and each would connect anew."""
        key = repr((self._servers, self._options))
        return _clients.setdefault(key, self._class(self._servers, **self._options))

    def tally(self, counts: Mapping[str, int], timeout: float) -> dict[str, int]:
        """Count each up by its number, from 0; the new counts."""
        names = [self.make_and_validate_key(key) for key in counts]
        script = self._cache.get_client(write=True).register_script(TALLY)
        found = script(keys=names, args=[int(timeout), *counts.values()])
        return dict(zip(counts, found, strict=True))
