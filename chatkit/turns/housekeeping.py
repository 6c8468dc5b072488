"""Keep the promise of ``retention_days`` without a timer of the machine's.

The thread that renews the settings asks in each serving process; once an hour, over all
of them, one starts a thread that deletes what is too old. No request waits for it.
"""

import logging
import threading
import time
from datetime import timedelta

from chatkit.config.resolve import Config

logger = logging.getLogger(__name__)

INTERVAL = 60 * 60  # seconds
PAUSE = 0.1  # seconds between batches, in which visitors write
KEY = "chatkit-retention"


class Housekeeper:
    """Starts the deleting where it is due. Of one thread, and costs it nothing else."""

    def __init__(self) -> None:
        self._next = 0.0

    def look(self, config: Config) -> None:
        """Start the deleting, unless it was looked at within the hour."""
        if config.retention_days is None or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + INTERVAL
        threading.Thread(target=run, name="chatkit-retention", daemon=True).start()


def run() -> None:
    """Delete what is too old, unless another process did within the hour."""
    from django.core.cache import caches
    from django.db import connections

    try:
        if caches["failover"].add(KEY, 1, INTERVAL):
            tidy()
    except Exception as error:  # noqa: BLE001 -- a thread of its own: nobody else would say
        logger.warning("Old conversations are not deleted (%s).", type(error).__name__)
    finally:
        connections.close_all()


def tidy() -> None:
    """Delete what is older than the rows say now.

    Not what a process last knew: without its database it goes by the environment.
    """
    from django.utils import timezone

    from chatkit.config import conf
    from chatkit.turns import retention

    days = conf.from_rows().retention_days
    if days is None:
        return
    deleted = 0
    for batch in retention.purge(timezone.now() - timedelta(days=days)):
        deleted += batch
        time.sleep(PAUSE)
    if deleted:
        logger.info("Conversations older than %d days deleted: %d.", days, deleted)
