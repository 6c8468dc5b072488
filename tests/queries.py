"""Count the queries of a block in every thread, the chat's database threads too."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db.backends.utils import CursorWrapper


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SQL of the queries run inside, in the order they began."""
    seen: list[str] = []
    execute = CursorWrapper.execute

    def spy(self: CursorWrapper, sql: str, params: Any = None) -> Any:
        seen.append(sql)
        return execute(self, sql, params)

    with patch.object(CursorWrapper, "execute", spy):
        yield seen
