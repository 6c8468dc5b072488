"""One connection to the database for many threads that need it for a moment each.

The threads that wait for OpenAI are more than PostgreSQL takes connections, and with
SQLite they would wait for one another's locks asleep: they take turns at one. All other
threads use their own, as ever.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

ALIAS = "default"

_here = threading.local()
_turn = threading.Lock()
_shared: BaseDatabaseWrapper | None = None


def enter() -> None:
    """This thread is one of the many."""
    _here.shares = True


@contextmanager
def connection() -> Iterator[BaseDatabaseWrapper]:
    """The database, for one statement and its result."""
    if getattr(_here, "shares", False):
        with _turn:
            yield _usable()
    else:
        yield connections[ALIAS]


def _usable() -> BaseDatabaseWrapper:
    global _shared  # noqa: PLW0603
    if _shared is None:
        _shared = connections.create_connection(ALIAS)
        _shared.inc_thread_sharing()
    _shared.close_at = None  # it stays, whatever CONN_MAX_AGE says
    _shared.close_if_unusable_or_obsolete()
    return _shared
