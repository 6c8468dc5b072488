"""When OpenAI's SDK is imported: about 100 MB and 1.5 s, more on a busy machine.

A process that starts in custom mode begins at once in a thread, and the first question
waits for the rest. Elsewhere the first chat imports it; in hosted mode there may be none.
"""

import asyncio
import gc
import threading
from importlib import import_module

from chatkit.answering.language import lexicon
from chatkit.config import conf, mode

SERVER = "chatkit.selfhosted.server"

imported = threading.Event()
_importing = threading.Lock()


def begin() -> threading.Thread:
    """Import it in a thread if this site serves the chat."""
    thread = threading.Thread(target=_import_if_needed, name="chatkit-import")
    thread.start()
    return thread


async def finish() -> None:
    if not imported.is_set():
        await asyncio.to_thread(_import)


def _import() -> None:
    """Import it, read the languages, and exempt both from garbage collection.

    gunicorn.conf.py does the same.
    """
    with _importing:
        if not imported.is_set():
            import_module(SERVER)
            lexicon.load()
            gc.collect()
            gc.freeze()
            imported.set()


def _import_if_needed() -> None:
    config = conf.current()  # the first read may take seconds
    if mode.in_effect(config).effective == "custom" and not config.custom_url:
        _import()
