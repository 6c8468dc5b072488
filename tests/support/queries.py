"""Count the queries of a block in every thread, the chat's database threads too."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread
from typing import Any
from unittest.mock import patch

from django.db.backends.utils import CursorWrapper

RENEWAL = "chatkit-conf"


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SQL of the queries run inside, in the order they began.

    But for those of the thread that renews the settings: no request waits for them.
    """
    seen: list[str] = []
    execute = CursorWrapper.execute

    def spy(self: CursorWrapper, sql: str, params: Any = None) -> Any:
        if current_thread().name != RENEWAL:
            seen.append(sql)
        return execute(self, sql, params)

    with patch.object(CursorWrapper, "execute", spy):
        yield seen
