"""What comes together is asked together, and each gets an answer of its own."""

import asyncio
from collections.abc import Sequence
from threading import Event

import pytest

from chatkit.api.limits import batch
from chatkit.api.limits.batch import Batch

pytestmark = pytest.mark.django_db(transaction=True)


class Oracle:
    """Answers ten times the number; ``asked`` are the batches that it was given."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.is_asked, self.may_answer = Event(), Event()
        self.may_answer.set()

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.asked.append(list(numbers))
        self.is_asked.set()
        assert self.may_answer.wait(5)
        if 0 in numbers:
            raise ValueError("nought")
        return [10 * number for number in numbers]


async def test_whatever_comes_while_one_is_asked_is_asked_next() -> None:
    oracle = Oracle()
    oracle.may_answer.clear()
    questions = Batch(oracle)
    first = asyncio.ensure_future(questions.ask(1))
    await asyncio.to_thread(oracle.is_asked.wait, 5)
    others = [asyncio.ensure_future(questions.ask(number)) for number in (2, 3, 4)]
    await asyncio.sleep(0.01)
    oracle.may_answer.set()

    assert await asyncio.gather(first, *others) == [10, 20, 30, 40]
    assert oracle.asked == [[1], [2, 3, 4]]
    assert await questions.ask(5) == 50


async def test_a_batch_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "MOST", 2)
    oracle = Oracle()
    questions = Batch(oracle)
    assert await asyncio.gather(*(questions.ask(n) for n in (1, 2, 3))) == [10, 20, 30]
    assert oracle.asked == [[1, 2], [3]]


async def test_a_failure_is_everybodys_and_the_next_ones_are_answered() -> None:
    questions = Batch(Oracle())
    both = await asyncio.gather(
        questions.ask(0), questions.ask(1), return_exceptions=True
    )
    assert [str(error) for error in both] == ["nought", "nought"]
    assert await questions.ask(2) == 20


async def test_who_stops_waiting_does_not_hold_up_the_others() -> None:
    questions = Batch(Oracle())
    gone = asyncio.ensure_future(questions.ask(1))
    stays = asyncio.ensure_future(questions.ask(2))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == 20


def test_an_event_loop_that_ended_in_between_does_not_matter() -> None:
    oracle = Oracle()
    questions = Batch(oracle)
    oracle.may_answer.clear()

    async def leave() -> None:
        task = asyncio.ensure_future(questions.ask(1))
        await asyncio.to_thread(oracle.is_asked.wait, 5)
        task.cancel()

    asyncio.run(leave())
    oracle.may_answer.set()
    assert asyncio.run(questions.ask(2)) == 20
