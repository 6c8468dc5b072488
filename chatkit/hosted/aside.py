"""Keep the database out of the many threads that wait for OpenAI.

A connection for each of them would be more than PostgreSQL takes, and SQLite's writers
wait for one another best in one queue. Only in those threads: elsewhere the work is
done where it is asked for.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections

P = ParamSpec("P")
R = TypeVar("R")

_here = threading.local()
_database = ThreadPoolExecutor(1, thread_name_prefix="chatkit-counting")


def enter() -> None:
    """This thread is one of them."""
    _here.waits = True


def run(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call ``work`` where the database is, and wait for what it returns."""
    if not getattr(_here, "waits", False):
        return work(*args, **kwargs)

    def call() -> R:
        for connection in connections.all(initialized_only=True):
            connection.close_at = None  # this thread stays, whatever CONN_MAX_AGE says
        close_old_connections()
        return work(*args, **kwargs)

    return _database.submit(call).result()
