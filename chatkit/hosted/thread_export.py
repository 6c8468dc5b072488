"""Save hosted threads to a file while OpenAI still has them: one JSON line per thread.

A line is written once its thread is complete, so an interrupted export can be resumed.
"""

import json
import os
from asyncio import sleep
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, TextIO

from chatkit.hosted.errors import OpenAIError
from chatkit.hosted.responses import Page

TRIES = 6
MAX_WAIT = 60  # seconds

#: Called with the seconds before the next try and the error.
OnWait = Callable[[int, OpenAIError], None]
GetPage = Callable[[str | None], Awaitable[Page]]


def saved_ids(path: Path) -> set[str]:
    """The ids of the threads in the file; an incomplete last line is removed.

    Raises ValueError, with the number of the line, if the file holds something else.
    """
    if not path.exists():
        return set()
    content = path.read_bytes()
    complete = content[: content.rfind(b"\n") + 1]
    ids = set()
    for number, line in enumerate(complete.splitlines(), start=1):
        try:
            ids.add(str(json.loads(line)["thread"]["id"]))
        except (ValueError, KeyError, TypeError):
            raise ValueError(f"line {number} is not a saved thread") from None
    if complete != content:
        os.truncate(path, len(complete))
    return ids


def open_private(path: Path) -> TextIO:
    """Open for appending; a new file is readable by its owner only."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8")


def write(file: TextIO, thread: dict[str, Any], items: list[dict[str, Any]]) -> None:
    line = json.dumps({"thread": thread, "items": items}, ensure_ascii=False)
    file.write(line + "\n")
    file.flush()
    os.fsync(file.fileno())


async def all_rows(get_page: GetPage, on_wait: OnWait) -> AsyncIterator[dict[str, Any]]:
    """The rows of every page, oldest first; waits where OpenAI is busy."""
    after: str | None = None
    tries = 0
    while True:
        try:
            page = await get_page(after)
        except OpenAIError as error:
            tries += 1
            if not error.is_temporary or tries == TRIES:
                raise
            seconds = min(error.retry_after or 2**tries, MAX_WAIT)
            on_wait(seconds, error)
            await sleep(seconds)
            continue
        tries = 0
        for row in page.data:
            yield row
        if page.after is None or page.after == after:
            return
        after = page.after
