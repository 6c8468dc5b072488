"""An answer outlives its visitor's connection."""

import asyncio

import pytest
from django.test import AsyncClient

from chatkit.models import Outcome, Turn
from chatkit.selfhosted import pulse, runs, stream
from tests.selfhosted.streams import WORDS, Answerer, begun, recorded, shown

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


async def test_a_reload_reads_what_is_there_and_then_the_whole(
    visitor: AsyncClient, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulse, "BEAT", 0.05)
    reader, thread_id = await begun(visitor)
    await reader.leave()

    texts, state = await shown(visitor, thread_id)
    while len(texts) < 2:
        await asyncio.sleep(0.02)
        texts, state = await shown(visitor, thread_id)
    assert (texts, state) == (["Which jobs?", WORDS], "running")

    answerer.may_end.set()
    assert (await recorded()).outcome == Outcome.ANSWERED
    assert await shown(visitor, thread_id) == (["Which jobs?", f"{WORDS}."], None)


async def test_an_answer_of_less_than_a_second_is_written_once(
    visitor: AsyncClient, answerer: Answerer
) -> None:
    reader, thread_id = await begun(visitor)
    await asyncio.sleep(0.3)
    assert await shown(visitor, thread_id) == (["Which jobs?"], "running")
    answerer.may_end.set()
    await reader.end()


async def test_a_visitor_who_does_not_come_back_ends_the_answer_after_a_while(
    visitor: AsyncClient, answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "GRACE", 0.1)
    reader, thread_id = await begun(visitor)
    await reader.leave()

    assert (await recorded()).outcome == Outcome.STOPPED
    assert await shown(visitor, thread_id) == (["Which jobs?", WORDS], "cut")


async def test_a_process_that_ends_stores_what_is_there(
    visitor: AsyncClient, answerer: Answerer
) -> None:
    reader, thread_id = await begun(visitor)
    await stream.end_all()
    assert (await Turn.objects.aget()).outcome == Outcome.LOST
    assert await shown(visitor, thread_id) == (["Which jobs?", WORDS], "cut")
