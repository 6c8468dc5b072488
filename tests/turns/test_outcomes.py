"""What a turn came to is recorded, and told to the visitor where it went wrong."""

from typing import Any

import pytest
from django.test import AsyncClient

from chatkit.models import Item, Outcome, Thread, Turn
from chatkit.turns import active
from tests.support.chat import events_of, message
from tests.support.chat_operations import post, read
from tests.support.errors import assert_error
from tests.support.streams import WORDS, Answerer, Reader, ask, begun, configured, shown

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_a_turn_is_recorded(visitor: AsyncClient, answerer: Answerer) -> None:
    answerer.may_end.set()
    await read(await ask(visitor))

    turn = await Turn.objects.aget()
    question, answer = [item async for item in Item.objects.order_by("sequence")]
    assert turn.outcome == Outcome.ANSWERED
    assert turn.answered_by == "fake"
    assert (turn.question_id, turn.answer_id) == (question.item_id, answer.item_id)
    assert turn.thread_id == question.thread_id
    assert turn.milliseconds is not None


async def test_what_the_resume_does_not_say_is_recorded_as_unanswered(
    visitor: AsyncClient,
) -> None:
    question = message("Do they know Rust?")
    await read(await post(visitor, "threads.create", input=question))
    assert (await Turn.objects.aget()).outcome == Outcome.UNANSWERED


async def overdue(monkeypatch: pytest.MonkeyPatch, visitor: AsyncClient) -> Any:
    """The events of an answer that takes too long."""
    hold = active.ActiveTurn.hold

    def hold_briefly(
        self: active.ActiveTurn, thread_id: str, acquire: Any, seconds: float
    ) -> Any:
        return hold(self, thread_id, acquire, seconds / 10)

    monkeypatch.setattr(active.ActiveTurn, "hold", hold_briefly)
    with configured(monkeypatch, CHATKIT_ANSWER_SECONDS="5"):
        return await Reader(await ask(visitor)).end()


async def test_an_answer_that_takes_too_long_is_cut_short_and_says_so(
    visitor: AsyncClient, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, done, notice = await overdue(monkeypatch, visitor)
    assert done["item"]["content"][0]["text"] == WORDS
    assert notice["type"] == "notice"
    assert notice["message"] == "This answer took too long and was cut short."

    assert (await Turn.objects.aget()).outcome == Outcome.OVERDUE
    texts, state = await shown(visitor, done["item"]["thread_id"])
    assert (texts, state) == (["Which jobs?", WORDS], "cut")


async def test_an_answer_that_does_not_begin_in_time_can_be_tried_again(
    visitor: AsyncClient, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answerer.words = ""
    *_, error = await overdue(monkeypatch, visitor)
    assert error["type"] == "error"
    assert error["allow_retry"] is True
    thread_id = (await Thread.objects.aget()).id
    assert await shown(visitor, thread_id) == (["Which jobs?"], None)


async def test_what_a_failed_answerer_said_is_kept(
    visitor: AsyncClient, answerer: Answerer
) -> None:
    answerer.breaks = True
    reader, thread_id = await begun(visitor)
    answerer.may_end.set()
    *_, done, error = await reader.end()
    assert done["item"]["content"][0]["text"] == WORDS
    assert error == {"type": "error", "code": "stream.error", "allow_retry": True}
    assert (await Turn.objects.aget()).outcome == Outcome.FAILED
    assert await shown(visitor, thread_id) == (["Which jobs?", WORDS], "cut")


async def test_an_answer_that_could_not_be_stored_is_not_called_answered(
    visitor: AsyncClient, answerer: Answerer
) -> None:
    answer = await post(visitor, "threads.create", input=message("Languages?"))
    await Thread.objects.all().adelete()  # the store takes nothing for it any more
    answerer.may_end.set()

    assert events_of(await read(answer))[-1]["type"] == "error"
    assert (await Turn.objects.aget()).outcome == Outcome.FAILED


async def test_a_refused_turn_leaves_no_record(visitor: AsyncClient) -> None:
    await read(await ask(visitor))
    thread_id = (await Thread.objects.aget()).id
    refused = await post(
        visitor, "threads.retry_after_item", thread_id=thread_id, item_id="msg_no"
    )
    assert_error(refused, 404, "not_found")
    assert (await Turn.objects.aget()).outcome == Outcome.ANSWERED
