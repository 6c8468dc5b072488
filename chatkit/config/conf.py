"""The settings in effect in this process, from the rows and the environment.

Nothing else in this package reads the settings rows or the environment. ``current()``
costs no query: a thread of the process reads the rows each second and keeps what they
come to, a save in this process is taken over at once. Where the database can't be read
the last known values serve, else the environment and the defaults.
"""

import logging
import os
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connections, transaction

from chatkit.config.resolve import Config, locks, resolve

logger = logging.getLogger(__name__)

RENEWAL = 1.0  # seconds: a save in another process has to be in effect within two
FIRST_READING = 5.0  # seconds the first request waits for the database


class Snapshot:
    """What one process knows of the settings; renewed by a thread of its own.

    One that is given its first ``config`` has no thread.
    """

    def __init__(self, config: Config | None = None) -> None:
        self._config = config or from_environment()
        self._ready = threading.Event()
        self._starting = threading.Lock()
        self._renewing = threading.Lock()
        self._started = False
        self._readable = True
        self._stopped = threading.Event()
        if config:
            self._ready.set()

    def current(self) -> Config:
        """The settings in effect; until the first reading, every caller waits for it."""
        if not self._ready.is_set():
            self._start()
            self._ready.wait(FIRST_READING)
        return self._config

    def renew(self) -> None:
        """Read the rows now. One reading at a time: an older one never wins."""
        with self._renewing:
            try:
                config = from_rows()
                if config != self._config:
                    self._config = config
                self._readable = True
            except Exception as error:  # noqa: BLE001 -- the thread has to go on
                if self._readable:
                    logger.warning(
                        "The settings can't be read from the database (%s): the last"
                        " known ones serve, else the environment's and the defaults.",
                        type(error).__name__,
                    )
                self._readable = False
        self._ready.set()

    def _start(self) -> None:
        with self._starting:
            if not self._started:
                self._started = True
                threading.Thread(
                    target=self._keep_renewing, name="chatkit-conf", daemon=True
                ).start()

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()

    def _keep_renewing(self) -> None:
        while not self._stopped.is_set():
            self.renew()
            for callback in _callbacks:
                callback(self._config)
            connections.close_all()
            self._stopped.wait(RENEWAL)


_callbacks: list[Callable[[Config], object]] = []


def on_renewal(callback: Callable[[Config], object]) -> None:
    """Call it each second with the settings, in the thread that renews them.

    It must return soon and raise nothing.
    """
    _callbacks.append(callback)


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


snapshot = Snapshot()


def _forget_after_fork() -> None:
    """A forked worker has no thread yet; it starts its own with its first request."""
    global snapshot  # noqa: PLW0603
    snapshot = Snapshot()


os.register_at_fork(after_in_child=_forget_after_fork)
