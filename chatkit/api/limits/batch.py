"""Questions to the shared cache that come together are asked together.

A request asks it for a moment only, but each asking costs a hop to a thread and a
statement. So while one asking is under way, whatever comes waits, and is the next one.
"""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from typing import Generic, TypeVar

from chatkit import database

MOST = 1000  # at once: a statement takes some ten thousand values

Question = TypeVar("Question")
Answer = TypeVar("Answer")


class Batch(Generic[Question, Answer]):
    """``work`` answers any number of questions, in order, in a database thread."""

    def __init__(self, work: Callable[[Sequence[Question]], Sequence[Answer]]) -> None:
        self._work = work
        self._waiting: list[tuple[Question, asyncio.Future[Answer]]] = []
        self._loop: asyncio.AbstractEventLoop | None = None  # in which it is at work

    async def ask(self, question: Question) -> Answer:
        """The answer to this one. Raises what ``work`` does, for all of an asking."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()
        if self._loop is not loop:  # none is at work, or in one that has ended
            self._loop = loop
            self._waiting = []
            loop.call_soon(self._begin)  # after those that came at the same moment
        self._waiting.append((question, future))
        return await future

    def _begin(self) -> None:
        asked, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        working = database.submit(self._work, [question for question, _ in asked])
        working.add_done_callback(partial(self._deliver, [one for _, one in asked]))

    def _deliver(
        self,
        futures: list[asyncio.Future[Answer]],
        working: asyncio.Future[Sequence[Answer]],
    ) -> None:
        error = working.exception()
        answers = [] if error else working.result()
        for index, future in enumerate(futures):
            if future.done():  # cancelled: nobody waits for it any more
                continue
            if error:
                future.set_exception(error)
            else:
                future.set_result(answers[index])
        if self._waiting:
            self._begin()
        else:
            self._loop = None
