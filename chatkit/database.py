"""Run the ORM beside the event loop, on a bounded number of connections.

With Django's async ORM each open stream would hold a thread and a connection. Here a
few threads of the process do the work of all.
"""

import asyncio
import contextvars
import logging
import os
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import InterfaceError, InternalError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.urls import get_script_prefix, set_script_prefix

P = ParamSpec("P")
R = TypeVar("R")

#: It does not answer; InternalError: PostgreSQL takes only reads, as in a failover.
DATABASE_ERRORS = (OperationalError, InterfaceError, InternalError)

logger = logging.getLogger(__name__)

OPENED = "chatkit_opened"  # attribute of a connection: (the driver's, its file)

_failures = 0  # in all threads
_here = threading.local()

EXECUTOR = ThreadPoolExecutor(max_workers=2, thread_name_prefix="chatkit-database")


def run(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> asyncio.Future[R]:
    """Call ``work`` in a database thread."""
    context, prefix = contextvars.copy_context(), get_script_prefix()

    def call() -> R:
        with kept_connections():
            context.run(set_script_prefix, prefix)  # which belongs to a thread
            return context.run(work, *args, **kwargs)

    return asyncio.get_running_loop().run_in_executor(EXECUTOR, call)


def threaded(work: Callable[P, R]) -> Callable[P, Coroutine[Any, Any, R]]:
    """Decorator: a coroutine function that runs ``work`` in a database thread."""

    @wraps(work)
    async def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        return await run(work, *args, **kwargs)

    return wrapped


@contextmanager
def kept_connections() -> Iterator[None]:
    """Around a job of a thread that has many: it has healthy connections, and keeps them."""
    _keep_healthy_connections()
    try:
        yield
    finally:
        _note_state()


def _keep_healthy_connections() -> None:
    """Drop failed connections and keep the others, whatever CONN_MAX_AGE says.

    After a failure every thread checks its own: a database restart breaks all of them.
    A SQLite file that was deleted or replaced would take writes that nobody reads.
    """
    failures = _failures
    for connection in connections.all(initialized_only=True):
        if _is_replaced(connection):
            logger.error("The database file was deleted or replaced; opened again.")
            connection.close_at = 0.0
        else:
            connection.close_at = None
        connection.errors_occurred |= getattr(_here, "failures", 0) < failures
        connection.close_if_unusable_or_obsolete()
    _here.failures = failures


def _is_replaced(connection: BaseDatabaseWrapper) -> bool:
    raw, file = vars(connection).get(OPENED, (None, None))
    is_open = raw is not None and raw is connection.connection
    return is_open and file != _file_id(connection)


def _file_id(connection: BaseDatabaseWrapper) -> tuple[int, int] | None:
    """What tells a SQLite file from another of its name; None without one."""
    if connection.vendor != "sqlite":
        return None
    try:
        stat = os.stat(connection.settings_dict["NAME"])
    except (OSError, ValueError):
        return None
    return stat.st_dev, stat.st_ino


def _note_state() -> None:
    """After a job: a failure, and which file a connection has opened."""
    global _failures  # noqa: PLW0603
    for connection in connections.all(initialized_only=True):
        if connection.errors_occurred:
            _failures += 1  # a race may lose an increment; one is enough
        raw = connection.connection
        if vars(connection).get(OPENED, (None,))[0] is not raw:
            vars(connection)[OPENED] = (raw, _file_id(connection))


def describe_error(error: BaseException) -> str:
    message = " ".join(str(error).split())
    return f"the database does not answer: {type(error).__name__}: {message}"


class DatabaseErrorFilter(logging.Filter):
    """Removes the traceback of DATABASE_ERRORS: the code is not at fault.

    OpenAI's SDK logs one for each stream that fails, to a logger called "chatkit".
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        is_chat = record.name.partition(".")[0] == "chatkit"
        if is_chat and isinstance(error, DATABASE_ERRORS):
            record.msg = f"{record.getMessage()}: {describe_error(error)}"
            record.args = record.exc_info = record.exc_text = None
        return True
