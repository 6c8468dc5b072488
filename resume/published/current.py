"""The versions that this process serves, and what was made from them.

``current()`` costs no query: a thread asks each second whether there is another version,
and a save in this process makes it at once. What was asked for of the last version is
made of the new one before that takes its place, so nobody waits for it. If the database
can't be read, the last known version stays.
"""

import logging
import threading
from collections.abc import Mapping
from typing import Any

from asgiref.sync import sync_to_async
from django.db import DatabaseError, InterfaceError, connections, transaction
from django.db.models.signals import post_delete, post_save
from django.http import Http404

from resume.models import PublishedVersion, Resume
from resume.options import SiteOptions
from resume.outputs.typeset import made as typeset
from resume.published.edition import Edition
from resume.published.version import Version, read_revision, read_versions

#: InterfaceError is none: the connection was closed meanwhile.
DATABASE_ERRORS = (DatabaseError, InterfaceError)
RENEWAL = 1.0  # seconds; a publication in another process is served within two
FIRST_READING = 5.0  # seconds the first request waits for the database

logger = logging.getLogger(__name__)


class NeverRead(Exception):
    """The database did not answer since this process began."""


class NotPublished(Http404):
    """No résumé has this address, or not any more."""


class Expired(NotPublished):
    """The link was valid until a time that has passed."""


class Snapshot:
    """The editions as one process knows them, by key, renewed by a thread.

    Without ``watches`` there is no thread: each call asks the database.
    """

    def __init__(self, *, watches: bool = True) -> None:
        self._editions: Mapping[str, Edition] = {}
        self._revision: str | None = None
        self._watches = watches
        self._is_readable = True
        self._ready = threading.Event()
        self._stopped = threading.Event()
        self._renewing = threading.Lock()
        self._starting = threading.Lock()
        self._thread = threading.Thread(
            target=self._watch, name="resume-published", daemon=True
        )

    def start(self) -> None:
        with self._starting:
            if self._watches and not self._thread.ident:
                self._thread.start()

    def current(self, key: str = "") -> Edition:
        """Waits for the first reading. Raises NeverRead, NotPublished and Expired."""
        return _open(self.editions(), key)

    def editions(self) -> Mapping[str, Edition]:
        """Waits for the first reading. Raises NeverRead."""
        if not self._watches:
            self.renew()
        elif not self._ready.is_set():
            self.start()
            self._ready.wait(FIRST_READING)
        if not self._editions:
            raise NeverRead
        return self._editions

    @property
    def known(self) -> Mapping[str, Edition]:
        """What ``editions`` will return, where that takes neither time nor a query."""
        return self._editions if self._watches else {}

    def renew(self) -> None:
        """Make what the database has by now. One at a time: the newest stays."""
        with self._renewing:
            try:
                revision = read_revision()
                if revision != self._revision:
                    self._replace(read_versions())
                    self._revision = revision
                self._is_readable = True
            except Exception as error:  # noqa: BLE001 -- the thread must go on
                if self._is_readable:
                    logger.warning(
                        "The résumé can't be read (%s). The last known version stays.",
                        type(error).__name__,
                        exc_info=not isinstance(error, DATABASE_ERRORS),
                    )
                self._is_readable = False
        self._ready.set()

    def stop(self) -> None:
        self._stopped.set()

    def _replace(self, versions: Mapping[str, Version]) -> None:
        """All at once: a page and the one that it links to are of one time."""
        editions = {"": Edition(None)} if "" not in versions else {}
        for key, version in versions.items():
            old = self._editions.get(key)
            if old and old.version and old.version.revision == version.revision:
                editions[key] = old
                continue
            editions[key] = Edition(version)
            if old:
                editions[key].make_again(old)
        self._editions = editions

    def _watch(self) -> None:
        while not self._stopped.is_set():
            self.renew()
            for key, edition in self._editions.items():
                if key and edition.version:
                    typeset.prepare(edition.version)
            connections.close_all()
            self._stopped.wait(RENEWAL)


def _open(editions: Mapping[str, Edition], key: str) -> Edition:
    edition = editions.get(key)
    if edition is None:
        raise NotPublished
    if not edition.is_open:
        raise Expired
    return edition


snapshot = Snapshot()


def current(key: str = "") -> Edition:
    return snapshot.current(key)


async def acurrent(key: str = "") -> Edition:
    return _open(snapshot.known or await sync_to_async(snapshot.editions)(), key)


def all_versions() -> list[Version]:
    """Of the résumés that visitors can open. Raises NeverRead."""
    editions = snapshot.editions()
    return [
        edition.version
        for key, edition in editions.items()
        if key and edition.version and edition.is_open
    ]


def start() -> None:
    """Read it ahead, for a process whose first request comes in an outage."""
    snapshot.start()


def renew_after_commit(**_: Any) -> None:
    """At once where the page is served; a command needs no page."""
    if snapshot.known:
        transaction.on_commit(lambda: snapshot.renew())


for sender in (PublishedVersion, Resume, SiteOptions):
    for signal in (post_save, post_delete):
        signal.connect(renew_after_commit, sender=sender)
