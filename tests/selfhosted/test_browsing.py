"""Reading one's own conversations: page by page, free, and bounded."""

import pytest
from django.test import AsyncClient

from chatkit.config import conf
from chatkit.config.resolve import resolve
from tests.support.chat_operations import ask, post
from tests.support.errors import assert_error

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_reading_costs_no_question_but_is_bounded(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django_ratelimit.core.time.time", lambda: 1_800_000_000)
    config = resolve(
        {
            "CHATKIT_MAX_REQUESTS_PER_MINUTE": "1",
            "CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS": "2",
        }
    )
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))
    id_ = (await ask(visitor, "Which languages?")).thread_id
    for _ in range(20):
        listed = await post(visitor, "items.list", thread_id=id_)
        assert listed.status_code == 200
    for type_, params in (
        ("threads.list", {}),
        ("threads.update", {"thread_id": id_, "title": "Mine"}),
        ("threads.delete", {"thread_id": id_}),
    ):
        answer = await post(visitor, type_, **params)
        assert_error(answer, 429, "rate_limited")
        assert int(answer["Retry-After"]) > 0


async def test_a_cursor_of_another_visitor_is_a_404(visitor: AsyncClient) -> None:
    mine = await ask(visitor, "Which languages?")
    theirs = await ask(AsyncClient(), "Which languages?")
    answer = await post(visitor, "threads.list", after=theirs.thread_id)
    assert_error(answer, 404, "not_found")
    answer = await post(
        visitor, "items.list", thread_id=mine.thread_id, after=theirs.item["id"]
    )
    assert_error(answer, 404, "not_found")


@pytest.mark.parametrize(("limit", "count"), [(-1, 1), (0, 2), (10**30, 2)])
async def test_any_limit_brings_a_page(
    visitor: AsyncClient, limit: int, count: int
) -> None:
    turn = await ask(visitor, "Which languages?")
    page = await post(visitor, "items.list", thread_id=turn.thread_id, limit=limit)
    assert len(page.json()["data"]) == count
