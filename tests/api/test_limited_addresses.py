"""Every address that costs something is limited, not the questions alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.test import AsyncClient

from tests.selfhosted.test_uploads import configure
from tests.support.errors import assert_error

pytestmark = pytest.mark.django_db(transaction=True)

CHAT = "/api/chatkit"


@pytest.fixture(autouse=True)
def _strict(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One question a minute, and ten requests that ask none."""
    caches["process"].clear()
    monkeypatch.setattr("django_ratelimit.core.time.time", lambda: 1_800_000_000)
    configure(
        monkeypatch,
        CHATKIT_MAX_REQUESTS_PER_MINUTE="1",
        CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS="1",
    )
    yield
    caches["process"].clear()


@pytest.mark.parametrize(
    ("method", "path", "count"),
    [
        ("post", f"{CHAT}/stop", 10),
        ("put", f"{CHAT}/uploads/atc_1", 10),
        ("get", f"{CHAT}/attachments/atc_1?token=1", 10),
        ("get", "/api/schema", 30),
    ],
)
async def test_an_address_may_ask_so_often_a_minute(
    method: str, path: str, count: int
) -> None:
    async def ask() -> Any:
        body: dict[str, Any] = {}
        if method != "get":
            body = {
                "data": '{"thread_id": "thr_1"}',
                "content_type": "application/json",
            }
        return await getattr(AsyncClient(), method)(path, **body)

    for _ in range(count):
        assert (await ask()).status_code in (200, 404)
    refused = await ask()
    assert_error(refused, 429, "rate_limited")
    assert 0 < int(refused["Retry-After"]) <= 60
