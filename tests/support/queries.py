"""Count the database queries of a block, in all threads."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread
from typing import Any
from unittest.mock import patch

from django.db.backends.utils import CursorWrapper

RENEWAL = "chatkit-conf"


@contextmanager
def counted() -> Iterator[list[str]]:
    """Yield a list that collects the SQL of the block's queries in order.

    Leaves out the thread that renews the settings: no request waits for it.
    """
    seen: list[str] = []
    execute = CursorWrapper.execute

    def spy(self: CursorWrapper, sql: str, params: Any = None) -> Any:
        if current_thread().name != RENEWAL:
            seen.append(sql)
        return execute(self, sql, params)

    with patch.object(CursorWrapper, "execute", spy):
        yield seen
