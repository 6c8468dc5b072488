"""The settings in effect in this process, from the rows and the environment.

Nothing else in this package reads the settings rows or the environment. ``current()``
costs no query: a thread of the process reads the rows each second and keeps what they
come to, a save in this process is taken over at once. Where the database can't be read
the last known values serve, else the environment and the defaults.
"""

import logging
import os
import threading
from typing import Any

from django.conf import settings
from django.db import Error, connections, transaction

from chatkit import upstream
from chatkit.resolve import Config, locks, resolve

logger = logging.getLogger(__name__)

RENEWAL = 1.0  # seconds: a save in another process has to be in effect within two
FIRST_READING = 5.0  # seconds the first request waits for the database


class Snapshot:
    """What one process knows of the settings; renewed by a thread of its own.

    One that is given its first ``config`` has no thread.
    """

    def __init__(self, config: Config | None = None) -> None:
        self._config = config
        self._ready = threading.Event()
        self._starting = threading.Lock()
        self._readable = True
        self._stopped = threading.Event()

    def current(self) -> Config:
        """The settings in effect; the first call starts the thread and waits for it."""
        if self._config is None:
            with self._starting:
                if self._config is None:
                    self._config = from_environment()
                    thread = threading.Thread(
                        target=self._keep_renewing, name="chatkit-conf", daemon=True
                    )
                    thread.start()
            self._ready.wait(FIRST_READING)
        return self._config

    def renew(self) -> None:
        """Read the rows now."""
        try:
            self._config = from_rows()
        except Error as error:
            if self._readable:
                logger.warning(
                    "The settings can't be read from the database (%s): the last known"
                    " ones serve, else the environment's and the defaults.",
                    type(error).__name__,
                )
            self._readable = False
        else:
            self._readable = True
        finally:
            self._ready.set()

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()

    def _keep_renewing(self) -> None:
        while not self._stopped.is_set():
            upstream.renew()
            self.renew()
            connections.close_all()
            self._stopped.wait(RENEWAL)


snapshot = Snapshot()


def _forget_after_fork() -> None:
    """A forked worker has no thread yet; it starts its own with its first request."""
    global snapshot  # noqa: PLW0603
    snapshot = Snapshot()


os.register_at_fork(after_in_child=_forget_after_fork)


def current() -> Config:
    """The settings in effect. Read once per request, then passed down."""
    return snapshot.current()


def renew_after_commit(**_: Any) -> None:
    """Signal receiver: what was saved here is in effect at once."""
    transaction.on_commit(lambda: snapshot.renew())


def from_environment() -> Config:
    """The settings as they are without the admin."""
    return resolve(settings.CHATKIT_ENVIRONMENT)


def from_rows() -> Config:
    """The settings in effect now; two queries."""
    from chatkit.models import AllowedOrigin, ChatKitSettings

    row = dict(ChatKitSettings.objects.values().first() or {})
    origins = AllowedOrigin.objects.filter(enabled=True).values_list(
        "origin", flat=True
    )
    return resolve(
        settings.CHATKIT_ENVIRONMENT,
        {**row, "cors_origins": tuple(origins)},
        locked(),
    )


def locked() -> frozenset[str]:
    """The names of the settings that the environment locks."""
    return locks(settings.CHATKIT_LOCK)
