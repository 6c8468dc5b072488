"""The cache in the database: exact, shared, and forgetful on time."""

import time
from uuid import uuid4

import pytest
from django.core.cache import cache

from chatkit.api.cache import SharedClientRedisCache
from chatkit.models import CacheEntry
from tests.support.engines import REDIS, needs_redis
from tests.support.queries import counted

pytestmark = pytest.mark.django_db


def test_what_is_set_can_be_read_changed_and_deleted() -> None:
    assert cache.get("a", "nothing") == "nothing"
    cache.set("a", {"b": [1, "é"]})
    assert cache.get("a") == {"b": [1, "é"]}
    cache.set("a", None)
    assert cache.get("a", "nothing") is None
    assert cache.delete("a") is True
    assert cache.delete("a") is False
    assert "a" not in cache


def test_only_the_first_adds_until_the_entry_expires() -> None:
    assert cache.add("a", 1, timeout=60) is True
    assert cache.add("a", 2, timeout=60) is False
    assert cache.get("a") == 1
    CacheEntry.objects.update(expires=time.time() - 1)
    assert cache.get("a") is None
    assert cache.add("a", 2, timeout=60) is True
    assert cache.get("a") == 2


def test_counting_keeps_the_time_of_expiry_and_needs_a_start() -> None:
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")
    cache.set("a", 1, timeout=60)
    expires = CacheEntry.objects.get().expires
    assert cache.incr("a") == 2
    assert cache.incr("a", 40) == 42
    assert cache.decr("a", 2) == 40
    assert CacheEntry.objects.get().expires == expires


@needs_redis
def test_redis_counts_in_place_and_forgets_on_time() -> None:
    prefix = {"KEY_PREFIX": uuid4().hex}
    here, there = (SharedClientRedisCache(REDIS, prefix) for _ in range(2))
    assert here.add("a", 1, 1)
    assert not there.add("a", 1, 1)
    assert there.incr("a") == here.get("a") == 2
    time.sleep(1.1)
    assert here.add("a", 1, 60)


@needs_redis
def test_caches_in_redis_share_their_connections() -> None:
    """Django makes one for each asynchronous context."""
    caches = [SharedClientRedisCache(REDIS, {}) for _ in range(2)]
    assert caches[0]._cache is caches[1]._cache


def test_an_entry_without_time_out_stays_until_all_are_cleared() -> None:
    cache.set("a", 1, timeout=None)
    assert CacheEntry.objects.get().expires > time.time() + 10**9
    cache.clear()
    assert CacheEntry.objects.count() == 0


def test_what_has_expired_is_deleted_now_and_then(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cache.set("old", 1, timeout=-1)
    monkeypatch.setattr("chatkit.api.cache.random.random", lambda: 0.0)
    cache.add("new", 1)
    assert CacheEntry.objects.count() == 1


def test_each_operation_writes_in_one_statement(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chatkit.api.cache.random.random", lambda: 1.0)
    cache.add("a", 1)
    for operation in (
        lambda: cache.incr("a"),
        lambda: cache.get("a"),
        lambda: cache.set("a", 1),
        lambda: cache.delete("a"),
    ):
        with counted() as queries:
            operation()
        assert len(queries) == 1


def test_a_key_that_is_there_is_not_added_and_nothing_is_written() -> None:
    cache.set("a", 1)
    with counted() as queries:
        assert not cache.add("a", 2)
    assert len(queries) == 1
    assert queries[0].startswith("SELECT")
