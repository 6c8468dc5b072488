"""How often one visitor, and one network address, may ask.

In fixed windows of a minute, which are django-ratelimit's; what is counted together is
counted in one statement, in the cache that all processes share. The key holds the
limit, so a changed limit starts counting anew.
"""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.http import HttpRequest
from django_ratelimit.core import get_usage

from chatkit import database
from chatkit.api.errors import RateLimited
from chatkit.api.limits import failover, proxies
from chatkit.api.limits.addresses import client_address
from chatkit.api.limits.batch import Batch
from chatkit.api.limits.cache import tally
from chatkit.api.visitors import Visitor
from chatkit.config import mode
from chatkit.config.resolve import Config

TIMEOUT = 65  # seconds a counter is kept: its minute, and what clocks may differ


_noted = threading.local()


class Windows(BaseCache):
    """What django-ratelimit is told to count in: notes the key it would count."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        _noted.key = key
        return True


@dataclass(frozen=True, slots=True)
class Window:
    """A minute of somebody's; ``left`` is in seconds."""

    key: str
    limit: int
    left: int

    def wait(self, count: int) -> int:
        """0, or the seconds until they may ask again who ask for the ``count``th time."""
        return max(1, self.left) if count > self.limit else 0


def spend(request: HttpRequest, visitor: Visitor, config: Config) -> None:
    """Count one request of the visitor and of the address it came from.

    Raises:
        ChatDisabled: nobody may ask at the moment.
        RateLimited: one of them asked too often; says when to try again.
    """
    windows = _of_both(request, visitor, config)
    proxies.note_forwarding(request)
    _demand(windows, _count([_keys(windows)])[0])


async def aspend(request: HttpRequest, visitor: Visitor, config: Config) -> None:
    """``spend``, together with others that come at the moment."""
    windows = _of_both(request, visitor, config)
    if proxies.is_news(request):
        await database.run(proxies.note_forwarding, request)
    _demand(windows, await _batch.ask(_keys(windows)))


def count(request: HttpRequest, group: str, who: str, limit: int) -> None:
    """Count one request of a minute. Raises RateLimited if it is over the limit."""
    window = _window(request, group, who, limit)
    _demand([window], _count([[window.key]])[0])


async def acount(request: HttpRequest, group: str, who: str, limit: int) -> None:
    """``count``, together with others that come at the moment."""
    window = _window(request, group, who, limit)
    _demand([window], await _batch.ask([window.key]))


def _of_both(
    request: HttpRequest, visitor: Visitor, config: Config
) -> Sequence[Window]:
    mode.require_enabled(config)
    limits: Mapping[str, int] = {
        f"visitor {visitor.visitor_id}": config.max_requests_per_minute,
        f"address {client_address(request)}": config.address_limit,
    }
    return [_window(request, "chatkit", who, limit) for who, limit in limits.items()]


def _window(request: HttpRequest, group: str, who: str, limit: int) -> Window:
    usage = get_usage(
        request,
        group=group,
        key=lambda *_: who,
        rate=f"{limit}/m",
        increment=True,
    )
    return Window(_noted.key, usage["limit"], usage["time_left"])


def _keys(windows: Sequence[Window]) -> list[str]:
    return [window.key for window in windows]


def _demand(windows: Sequence[Window], counts: Sequence[int]) -> None:
    waits = [one.wait(count) for one, count in zip(windows, counts, strict=True)]
    if any(waits):
        raise RateLimited(retry_after=max(waits))


def _count(requests: Sequence[Sequence[str]]) -> list[list[int]]:
    """Count the keys of several requests at once; what each of them counted, in order."""
    asked = Counter(chain.from_iterable(requests))
    totals = failover.ask(lambda cache: tally(cache, asked, TIMEOUT))
    reached = {key: totals[key] - by for key, by in asked.items()}
    counts = []
    for keys in requests:
        for key in keys:
            reached[key] += 1
        counts.append([reached[key] for key in keys])
    return counts


_batch = Batch(_count)
