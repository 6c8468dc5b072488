"""The settings in effect in this process, from the rows and the environment.

Nothing else reads them. ``current()`` costs no query: a thread reads the rows each
second, and a save in this process takes effect at once. ``latest()`` asks the database
whether another process saved. If the database can't be read, the last known settings
stay in effect; at first, the environment and the defaults.
"""

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction

from chatkit.config.resolve import Config, locks, resolve
from chatkit.database import kept_connections

logger = logging.getLogger(__name__)

RENEWAL = 1.0  # seconds; a save in another process takes effect within two
FIRST_READING = 5.0  # seconds the first request waits for the database


class Snapshot:
    """The settings as one process knows them, renewed by a thread.

    There is no thread if the first ``config`` is given.
    """

    def __init__(self, config: Config | None = None) -> None:
        self._config = config or from_environment()
        self._revision: object = None
        self._ready = threading.Event()
        self._starting = threading.Lock()
        self._renewing = threading.Lock()
        self._thread = threading.Thread(
            target=self._keep_renewing, name="chatkit-conf", daemon=True
        )
        self._readable = True
        self._stopped = threading.Event()
        if config:
            self._ready.set()

    def current(self) -> Config:
        """Waits for the first reading."""
        if not self._ready.is_set():
            with self._starting:
                if not self._thread.ident:
                    self._thread.start()
            self._ready.wait(FIRST_READING)
        return self._config

    def renew(self) -> None:
        """Read the rows now. One reading at a time, so that an older one never wins."""
        with self._renewing:
            try:
                revision = read_revision()
                config = from_rows()
                if config != self._config:
                    self._config = config
                self._revision = revision
                self._readable = True
            except Exception as error:  # noqa: BLE001 -- the thread must go on
                if self._readable:
                    logger.warning(
                        "The settings can't be read from the database (%s). The last"
                        " known ones stay in effect.",
                        type(error).__name__,
                    )
                self._readable = False
        self._ready.set()

    def latest(self) -> Config:
        """``current``, after a save in any process; one query. Blocks."""
        config = self.current()
        if self._revision is None or read_revision() == self._revision:
            return config
        self.renew()
        return self._config

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.ident:
            self._thread.join()

    def _keep_renewing(self) -> None:
        while not self._stopped.is_set():
            with kept_connections():
                self.renew()
                for callback in _callbacks:
                    callback(self._config)
            self._stopped.wait(RENEWAL)
        connections.close_all()


_callbacks: list[Callable[[Config], object]] = []


def on_renewal(callback: Callable[[Config], object]) -> None:
    """Call it each second in the renewing thread. It must be quick and not raise."""
    _callbacks.append(callback)


def current() -> Config:
    """The settings in effect. Read once per request, then passed down."""
    return snapshot.current()


def latest() -> Config:
    """The settings in effect, with what other processes saved a moment ago."""
    return snapshot.latest()


def renew_after_commit(**_: Any) -> None:
    transaction.on_commit(lambda: snapshot.renew())


def from_environment() -> Config:
    return resolve(settings.CHATKIT_ENVIRONMENT)


def from_rows() -> Config:
    from chatkit.models import AllowedOrigin, ChatKitSettings
    from chatkit.models.owner import load_own_words

    row = dict(ChatKitSettings.objects.values().first() or {})
    origins = AllowedOrigin.objects.filter(enabled=True).values_list(
        "origin", flat=True
    )
    stored = {**row, "cors_origins": tuple(origins)}
    config = resolve(settings.CHATKIT_ENVIRONMENT, stored, locked())
    return replace(config, own_words=load_own_words())


def read_revision() -> object:
    """Changes with every save and deletion in the admin; never None."""
    with connection.cursor() as cursor:
        cursor.execute(_revision_query())
        return cursor.fetchone()


@cache
def _revision_query() -> str:
    """The newest record in the history of each table."""
    from chatkit.models import AllowedOrigin, AnswerPolicy, ChatKitSettings, OwnAnswer

    histories = (
        model.history.model._meta.db_table
        for model in (ChatKitSettings, AllowedOrigin, AnswerPolicy, OwnAnswer)
    )
    newest = (f"(SELECT max(history_id) FROM {table})" for table in histories)  # noqa: S608 -- our tables
    return f"SELECT {', '.join(newest)}"


def locked() -> frozenset[str]:
    return locks(settings.CHATKIT_LOCK)


snapshot = Snapshot()


def _forget_after_fork() -> None:
    """A forked worker has no thread; its first request starts one."""
    global snapshot  # noqa: PLW0603
    snapshot = Snapshot()


os.register_at_fork(after_in_child=_forget_after_fork)
