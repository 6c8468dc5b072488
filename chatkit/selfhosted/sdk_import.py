"""When OpenAI's SDK is imported: 100 MB and 1.5 s, on a busy machine many times that.

A process that starts in custom mode begins at once, so that the first question waits for
what is left of it. Elsewhere the first chat does it: in hosted mode there may be none.
"""

import asyncio
import gc
import threading
from importlib import import_module

from chatkit.config import conf, mode

SERVER = "chatkit.selfhosted.server"

_done = threading.Event()
_importing = threading.Lock()


def begin() -> threading.Thread:
    """Import it in a thread, where this site answers; nobody needs to wait for it."""
    thread = threading.Thread(target=_where_needed, name="chatkit-import")
    thread.start()
    return thread


async def finish() -> None:
    """Import it, or wait until it is imported, beside the event loop."""
    if not _done.is_set():
        await asyncio.to_thread(_import)


def _import() -> None:
    """It stays: spare the collector looking at it each time, as gunicorn.conf.py does."""
    with _importing:
        if not _done.is_set():
            import_module(SERVER)
            gc.collect()
            gc.freeze()
            _done.set()


def _where_needed() -> None:
    config = conf.current()  # the first reading may take seconds
    if mode.in_effect(config).effective == "custom" and not config.custom_url:
        _import()
