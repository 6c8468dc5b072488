"""Run the ORM beside the event loop, on a bounded number of connections.

Under ASGI every open stream holds a thread of its own, and Django's async ORM would
hold a connection in each. A few threads shared by the process do all the store's
work instead, so that connections do not grow with visitors.
"""

import asyncio
import contextvars
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connections

P = ParamSpec("P")
R = TypeVar("R")

_failures = 0  # in all threads
_here = threading.local()

EXECUTOR = ThreadPoolExecutor(max_workers=4, thread_name_prefix="chatkit-database")
#: For short writes that every request makes: in one thread they wait for each other
#: in order, and not, with pauses, for SQLite's lock.
WRITER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chatkit-writer")


def run(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[R]:
    """Call ``work`` in one of the database threads; await what it returns."""
    return _submit(EXECUTOR, partial(work, *args, **kwargs))


def threaded(work: Callable[P, R]) -> Callable[P, Coroutine[Any, Any, R]]:
    """A decorator: whoever awaits the function runs it in a database thread."""

    @wraps(work)
    async def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        return await run(work, *args, **kwargs)

    return wrapped


async def write(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """``run`` in the thread for short writes."""
    return await _submit(WRITER, partial(work, *args, **kwargs))


def _submit(executor: ThreadPoolExecutor, work: Callable[[], R]) -> asyncio.Future[R]:
    context = contextvars.copy_context()

    def call() -> R:
        _keep_healthy_connections()
        try:
            return context.run(work)
        finally:
            _note_failure()

    return asyncio.get_running_loop().run_in_executor(executor, call)


def _keep_healthy_connections() -> None:
    """Drop connections that failed; keep the others, whatever CONN_MAX_AGE says.

    That setting is for request threads, which come and go; these threads stay. Where one
    of them failed, each checks its own: a restart of the database breaks all.
    """
    failures = _failures
    for connection in connections.all(initialized_only=True):
        connection.close_at = None
        connection.errors_occurred |= getattr(_here, "failures", 0) < failures
        connection.close_if_unusable_or_obsolete()
    _here.failures = failures


def _note_failure() -> None:
    global _failures  # noqa: PLW0603
    if any(one.errors_occurred for one in connections.all(initialized_only=True)):
        _failures += 1  # of two at once one may be lost: one is enough
