"""Save hosted threads while OpenAI still has them: one JSON line for each thread.

A line is written when a thread is whole, so that a file that was cut short can be
gone on with: what it holds is not asked for again.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from chatkit.hosted.client import OpenAIClient
from chatkit.hosted.errors import Refusal, Refused, Unreachable
from chatkit.hosted.openai_api import Page

TRIES = 6
LONGEST_WAIT = 60  # seconds

#: Told how long it waits, and why.
OnWait = Callable[[int, Refusal], None]


def saved(path: Path) -> set[str]:
    """The ids of the threads in the file; a last line that was cut is removed.

    Raises:
        ValueError: the file holds something else; says in which line.
    """
    if not path.exists():
        return set()
    content = path.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    ids = set()
    for number, line in enumerate(whole.splitlines(), start=1):
        try:
            ids.add(str(json.loads(line)["thread"]["id"]))
        except (ValueError, KeyError, TypeError):
            raise ValueError(f"line {number} is no saved thread") from None
    if whole != content:
        os.truncate(path, len(whole))
    return ids


def open_private(path: Path) -> TextIO:
    """Open for adding lines; only the owner of a new file can read it."""
    return os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600),
        "w",
        encoding="utf-8",
    )


def write(file: TextIO, thread: dict[str, Any], items: list[dict[str, Any]]) -> None:
    """Add the line, to the disk."""
    line = json.dumps({"thread": thread, "items": items}, ensure_ascii=False)
    file.write(line + "\n")
    file.flush()
    os.fsync(file.fileno())


def threads(openai: OpenAIClient, on_wait: OnWait) -> Iterator[dict[str, Any]]:
    """Every thread of every visitor, the oldest first."""
    return _all(openai.threads, on_wait)


def items(
    openai: OpenAIClient, thread_id: str, on_wait: OnWait
) -> Iterator[dict[str, Any]]:
    """All that was said in a thread, the oldest first."""
    return _all(lambda after: openai.items(thread_id, after), on_wait)


def _all(
    page: Callable[[str | None], Page], on_wait: OnWait
) -> Iterator[dict[str, Any]]:
    after: str | None = None
    while True:
        found = _patiently(page, after, on_wait)
        yield from found.data
        if found.after is None or found.after == after:
            return
        after = found.after


def _patiently(
    page: Callable[[str | None], Page], after: str | None, on_wait: OnWait
) -> Page:
    """Reading does no harm twice: wait and try again where that may help."""
    for attempt in range(1, TRIES):
        try:
            return page(after)
        except (Refused, Unreachable) as refusal:
            status = getattr(refusal, "status", 0)
            if status and status != 429 and status < 500:
                raise
            asked_for = getattr(refusal, "retry_after", 0)
            seconds = min(asked_for or 2**attempt, LONGEST_WAIT)
            on_wait(seconds, refusal)
            time.sleep(seconds)
    return page(after)
