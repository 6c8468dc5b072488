"""One connection to the database for many threads that need it for a moment each.

The threads that wait for OpenAI are more than PostgreSQL takes connections, and with
SQLite they would wait for one another's locks asleep: they take turns at one. All other
threads use their own, as ever.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

ALIAS = "default"
LONG = 1.0  # seconds; a refused or broken connection fails at once
PAUSE = 5.0  # seconds

_here = threading.local()
_turn = threading.Lock()
_shared: BaseDatabaseWrapper | None = None
_left_until = 0.0  # by time.monotonic


def enter() -> None:
    """This thread is one of the many."""
    _here.shares = True


@contextmanager
def connection() -> Iterator[BaseDatabaseWrapper]:
    """The database, for one statement and its result.

    One that was long in failing is left alone for a while (OperationalError): those
    behind would each wait as long, one after the other.
    """
    global _left_until  # noqa: PLW0603
    if not getattr(_here, "shares", False):
        yield connections[ALIAS]
        return
    with _turn:
        began = time.monotonic()
        if began < _left_until:
            raise OperationalError("The database failed a moment ago.")
        try:
            yield _usable()
        except (InterfaceError, OperationalError):
            if time.monotonic() - began >= LONG:
                _left_until = time.monotonic() + PAUSE
            raise


def _usable() -> BaseDatabaseWrapper:
    global _shared  # noqa: PLW0603
    if _shared is None:
        _shared = connections.create_connection(ALIAS)
        _shared.inc_thread_sharing()
    _shared.close_at = None  # it stays, whatever CONN_MAX_AGE says
    _shared.close_if_unusable_or_obsolete()
    return _shared
