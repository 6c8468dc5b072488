"""Few of a crowd are begun at a time, in the order they came, and all get through."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from resume_site import turnstile
from resume_site.turnstile import Turnstile


class Crowd:
    """``begun`` are in the order they were let in; each is inside until it may go on."""

    def __init__(self, size: int) -> None:
        self.begun: list[int] = []
        self.may_go_on = [asyncio.Event() for _ in range(size)]
        gate = Turnstile()
        self.tasks = [asyncio.create_task(self._pass(gate, n)) for n in range(size)]

    async def _pass(self, gate: Turnstile, number: int) -> None:
        async with gate:
            self.begun.append(number)
            await self.may_go_on[number].wait()

    async def let_through(self, *numbers: int) -> None:
        for number in numbers:
            self.may_go_on[number].set()
        await settle()


async def settle() -> None:
    """Everything goes as far as it can."""
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.fixture(autouse=True)
def numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turnstile, "LEAST", 2)
    monkeypatch.setattr(turnstile, "STEP", 3)


async def test_others_wait_until_one_is_through_and_come_in_their_order() -> None:
    crowd = Crowd(5)
    await settle()
    assert crowd.begun == [0, 1]
    await crowd.let_through(1)
    assert crowd.begun == [0, 1, 2]
    await crowd.let_through(0, 2)
    assert crowd.begun == [0, 1, 2, 3, 4]


async def test_while_a_queue_lasts_more_are_let_in_together() -> None:
    crowd = Crowd(20)
    await settle()
    inside = []
    for number in range(20):
        await crowd.let_through(number)
        inside.append(len(crowd.begun) - number - 1)
    assert inside[:7] == [2, 2, 3, 3, 4, 4, 5]
    assert crowd.begun == list(range(20))


async def test_once_nobody_waits_it_is_as_narrow_as_before() -> None:
    gate = Turnstile()
    await asyncio.gather(*(enter(gate, settle) for _ in range(20)))
    leave = [asyncio.Event() for _ in range(6)]
    entering = [asyncio.create_task(enter(gate, one.wait)) for one in leave]
    await settle()
    leave[0].set()
    await settle()
    assert gate._inside == 2
    for one in leave:
        one.set()
    await asyncio.gather(*entering)
    assert gate._inside == 0


async def enter(gate: Turnstile, stay: Callable[[], Awaitable[object]]) -> None:
    async with gate:
        await stay()


async def test_who_leaves_early_is_out_once() -> None:
    gate = Turnstile()
    async with gate:
        turnstile.leave()
        turnstile.leave()
        assert gate._inside == 0
    assert gate._inside == 0
    turnstile.leave()  # where nothing was entered


async def test_who_fails_inside_is_out() -> None:
    gate = Turnstile()
    with pytest.raises(LookupError):
        async with gate:
            raise LookupError
    assert gate._inside == 0


async def test_who_gives_up_waiting_holds_nobody_up() -> None:
    crowd = Crowd(5)
    await settle()
    crowd.tasks[2].cancel()
    await crowd.let_through(0, 1)
    assert crowd.begun == [0, 1, 3, 4]
    await crowd.let_through(3, 4)
    ends = [task.cancelled() or task.exception() for task in crowd.tasks]
    assert ends == [None, None, True, None, None]


async def test_who_gives_up_as_they_are_let_in_makes_room() -> None:
    gate = Turnstile()
    leave = asyncio.Event()
    inside = [asyncio.create_task(enter(gate, leave.wait)) for _ in range(2)]
    waiting = asyncio.create_task(enter(gate, settle))
    await settle()
    gate.let_out()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert gate._inside == 1  # of the two, one was let out
    leave.set()
    await asyncio.gather(*inside)
