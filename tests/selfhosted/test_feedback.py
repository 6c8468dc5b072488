"""Visitors say of answers whether they helped."""

from typing import Any

import pytest
from django.test import AsyncClient

from chatkit.models import Item
from tests.support.chat_operations import ask, post
from tests.support.errors import assert_error

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_feedback_is_kept_with_the_answer_and_can_be_changed(
    visitor: AsyncClient,
) -> None:
    turn = await ask(visitor, "Which languages?")
    rated = Item.objects.filter(item_id=turn.item["id"])
    for kind in ("positive", "negative"):
        answer = await post(
            visitor,
            "items.feedback",
            thread_id=turn.thread_id,
            item_ids=[turn.item["id"]],
            kind=kind,
        )
        assert answer.json() == {}
        assert (await rated.aget()).feedback == kind


async def test_feedback_on_anything_but_ones_own_answers_is_a_404_and_keeps_nothing(
    visitor: AsyncClient,
) -> None:
    mine = await ask(visitor, "Which languages?")
    theirs = await ask(AsyncClient(), "Which languages?")
    question = mine.events[1]["item"]["id"]
    for thread_id, ids in (
        (mine.thread_id, [mine.item["id"], "msg_unknown"]),
        (mine.thread_id, [mine.item["id"], question]),
        (mine.thread_id, [mine.item["id"], theirs.item["id"]]),
        (theirs.thread_id, [theirs.item["id"]]),
        ("thr_unknown", [mine.item["id"]]),
    ):
        answer = await post(
            visitor,
            "items.feedback",
            thread_id=thread_id,
            item_ids=ids,
            kind="positive",
        )
        assert_error(answer, 404, "not_found")
    assert not await Item.objects.exclude(feedback="").aexists()


@pytest.mark.parametrize(
    "params",
    [
        {"item_ids": [], "kind": "positive"},
        {"item_ids": ["msg_1"] * 101, "kind": "positive"},
        {"item_ids": ["msg_1"], "kind": "great"},
        {"item_ids": "msg_1", "kind": "positive"},
    ],
)
async def test_feedback_names_a_page_of_answers_and_is_one_of_two_kinds(
    visitor: AsyncClient, params: dict[str, Any]
) -> None:
    answer = await post(visitor, "items.feedback", thread_id="thr_1", **params)
    assert_error(answer, 400, "invalid_request")
