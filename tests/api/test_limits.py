"""How often one visitor, and one address, may ask."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import RequestFactory, override_settings

from chatkit import database
from chatkit.api import cache as shared_cache
from chatkit.api.errors import RateLimited
from chatkit.api.limits import client_address, spend
from chatkit.api.visitors import Visitor
from chatkit.config.resolve import resolve

pytestmark = pytest.mark.django_db(transaction=True)
CONFIG = resolve(
    {
        "CHATKIT_MAX_REQUESTS_PER_MINUTE": "3",
        "CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS": "5",
    }
)


@pytest.fixture(autouse=True)
def _counted_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    caches["process"].clear()
    shared_cache.outage.clear()
    monkeypatch.setattr(shared_cache, "_paused_until", 0.0)
    # Windows end at moments that depend on the key: hold the clock inside one.
    monkeypatch.setattr("django_ratelimit.core.time.time", lambda: 1_800_000_000)


def request_from(address: str, forwarded: str = "") -> HttpRequest:
    headers = {"X-Forwarded-For": forwarded} if forwarded else None
    return RequestFactory().post("/", headers=headers, REMOTE_ADDR=address)


def passes(visitor: str, address: str = "192.0.2.1") -> bool:
    try:
        spend(request_from(address), Visitor(visitor), CONFIG)
    except RateLimited:
        return False
    return True


def test_a_refusal_says_when_to_try_again() -> None:
    assert all(passes("user_1") for _ in range(3))
    with pytest.raises(RateLimited) as refusal:
        spend(request_from("192.0.2.1"), Visitor("user_1"), CONFIG)
    assert 0 < refusal.value.retry_after <= 60


def test_a_visitor_may_ask_as_often_as_the_limit_says() -> None:
    assert [passes("user_1") for _ in range(5)] == [True] * 3 + [False] * 2


def test_visitors_of_different_addresses_do_not_limit_each_other() -> None:
    assert all(passes("user_1", "192.0.2.1") for _ in range(3))
    assert all(passes("user_2", "192.0.2.2") for _ in range(3))


def test_an_address_that_drops_its_cookies_is_limited_too() -> None:
    assert [passes(f"user_{n}") for n in range(7)] == [True] * 5 + [False] * 2


def test_counting_is_exact_when_many_ask_at_once() -> None:
    config = resolve({"CHATKIT_MAX_REQUESTS_PER_MINUTE": "10"})

    def ask(_: int) -> bool:
        try:
            spend(request_from("192.0.2.1"), Visitor("user_1"), config)
        except RateLimited:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(ask, range(60))) == 10


def test_counting_goes_on_in_this_process_when_the_shared_cache_is_down(
    caplog: pytest.LogCaptureFixture,
) -> None:
    gone = {"BACKEND": "chatkit.api.cache.SharedClientRedisCache"}
    down = {"default": {**gone, "LOCATION": "redis://127.0.0.1:1"}}
    with override_settings(CACHES={**settings.CACHES, **down}):
        assert [passes("user_1") for _ in range(5)] == [True] * 3 + [False] * 2
    assert caplog.text.count("The shared cache does not answer") == 1
    assert caplog.records[0].levelno == logging.WARNING


def test_a_shared_cache_that_was_long_in_failing_is_left_alone_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def fail(self: BaseCache, key: str, *_: Any) -> bool:
        asked.append(key)
        raise OperationalError("locked")

    monkeypatch.setattr(type(caches["default"]), "add", fail)
    failing_over = caches["failover"]
    assert failing_over.add("a", 1)
    assert failing_over.add("b", 1)  # the shared one failed at once: it is asked again
    monkeypatch.setattr(shared_cache, "SLOW_FAILURE", 0.0)
    assert failing_over.add("c", 1)
    assert not failing_over.add("c", 1)
    assert asked == ["a", "b", "c"]


def test_counting_goes_on_where_one_cache_fails_between_two_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: Any) -> int:
        raise OperationalError("locked")

    assert all(passes("user_1") for _ in range(2))
    monkeypatch.setattr(type(caches["default"]), "incr", fail)
    assert [passes("user_1") for _ in range(4)] == [True] * 3 + [False]


async def test_counting_is_exact_for_async_callers() -> None:
    config = resolve({"CHATKIT_MAX_REQUESTS_PER_MINUTE": "10"})

    async def ask(visitor: str) -> bool:
        try:
            await database.run(
                spend, request_from("192.0.2.1"), Visitor(visitor), config
            )
        except RateLimited:
            return False
        return True

    passed = await asyncio.gather(*(ask(f"user_{n % 3}") for n in range(60)))
    assert [sum(passed[n::3]) for n in range(3)] == [10] * 3


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "10.0.0.1"),
        (1, "", "10.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "10.0.0.1"),
        (1, " , ,203.0.113.9 ", "203.0.113.9"),
    ],
)
def test_only_our_own_proxies_are_believed(
    proxies: int, forwarded: str, address: str
) -> None:
    with override_settings(TRUSTED_PROXIES=proxies):
        assert client_address(request_from("10.0.0.1", forwarded)) == address


@pytest.mark.parametrize(
    "spellings",
    [
        ("203.0.113.7", "203.0.113.7:4001", "203.0.113.7:4006", "::ffff:203.0.113.7"),
        ("203.0.113.44", "::FFFF:203.0.113.44", "[::ffff:203.0.113.44]:80"),
        ("2001:db8::9", "2001:DB8:0::0009", "[2001:db8::9]:443", "[2001:db8::9]"),
        ("2001:db8:1:2::1", "2001:db8:1:2::6", "2001:db8:1:2:ffff::"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_an_address_counts_as_one_however_it_is_spelled(
    spellings: tuple[str, ...],
) -> None:
    with override_settings(TRUSTED_PROXIES=1):
        seen = {client_address(request_from("10.0.0.1", each)) for each in spellings}
    assert len(seen) == 1
    assert seen != {"10.0.0.1"}
    seen |= {client_address(request_from(each)) for each in spellings}
    assert len(seen) == 1


@pytest.mark.parametrize("text", ["unknown", "_hidden", "203.0.113", "a:b:c", "[", "%"])
def test_what_is_no_address_counts_as_the_proxys(text: str) -> None:
    with override_settings(TRUSTED_PROXIES=1):
        assert client_address(request_from("10.0.0.1", text)) == "10.0.0.1"


@pytest.mark.parametrize(("prefix", "count"), [(64, 2), (48, 1), (128, 4)])
def test_the_size_of_an_ipv6_network_is_a_setting(prefix: int, count: int) -> None:
    addresses = [
        "2001:db8:1:2::1",
        "2001:db8:1:2::2",
        "2001:db8:1:3::1",
        "2001:db8:1:3::2",
    ]
    with override_settings(IPV6_PREFIX=prefix):
        seen = {client_address(request_from(each)) for each in addresses}
    assert len(seen) == count


def test_six_questions_from_one_network_count_together() -> None:
    passed = [passes(f"user_{n}", f"2001:db8:1:2::{n}") for n in range(6)]
    assert passed == [True] * 5 + [False]
