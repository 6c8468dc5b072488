"""The version that this process serves, and what was made from it.

``current()`` costs no query: a thread asks each second whether there is another version,
and a save in this process makes it at once. What was asked for of the last version is
made of the new one before that takes its place, so nobody waits for it. If the database
can't be read, the last known version stays.
"""

import logging
import threading
from typing import Any

from asgiref.sync import sync_to_async
from django.db import DatabaseError, InterfaceError, connections, transaction
from django.db.models.signals import post_delete, post_save
from django.template.loader import render_to_string
from django.urls import get_script_prefix, set_script_prefix

from resume.models import PublishedVersion, Resume
from resume.options import SiteOptions
from resume.outputs.typeset import made as typeset
from resume.published.outputs import BY_NAME, Output
from resume.published.representation import Representation, represent
from resume.published.version import Version, read_revision, read_version

#: InterfaceError is none: the connection was closed meanwhile.
DATABASE_ERRORS = (DatabaseError, InterfaceError)
RENEWAL = 1.0  # seconds; a publication in another process is served within two
FIRST_READING = 5.0  # seconds the first request waits for the database

logger = logging.getLogger(__name__)


class NeverRead(Exception):
    """The database did not answer since this process began."""


class Edition:
    """One version, or that nothing is published, with what was made from it so far.

    The links of an output depend on the path that the site is under, which a server may
    tell with each request.
    """

    def __init__(self, revision: str, version: Version | None) -> None:
        self.revision = revision
        self.version = version
        self._made: dict[tuple[str, str, str], Representation | None] = {}
        self._making = threading.Lock()

    def represent(self, name: str, slug: str = "") -> Representation | None:
        """None where there is no such thing in this version."""
        key = (name, slug, get_script_prefix())
        if key in self._made:
            return self._made[key]
        with self._making:
            if key not in self._made:
                output = BY_NAME[name]
                content = self._render(output, slug)
                if content is None and slug:
                    return None  # there is no end of those that don't exist
                self._made[key] = (
                    None if content is None else represent(content, output.content_type)
                )
        return self._made[key]

    async def arepresent(self, name: str, slug: str = "") -> Representation | None:
        """In the event loop, once it is made."""
        if (key := (name, slug, get_script_prefix())) in self._made:
            return self._made[key]
        return await sync_to_async(self.represent)(name, slug)

    def _render(self, output: Output, slug: str) -> bytes | None:
        if self.version:
            return output.render(self.version, *([slug] if slug else []))
        if output.name == "page":
            return render_to_string("resume/empty.html").encode()
        return None

    def make_again(self, made: "Edition") -> None:
        """What another edition was asked for."""
        prefix = get_script_prefix()
        for name, slug, other in list(made._made):
            set_script_prefix(other)
            try:
                self.represent(name, slug)
            except Exception:
                logger.exception("%s can't be made.", name)
        set_script_prefix(prefix)


class Snapshot:
    """The current edition as one process knows it, renewed by a thread.

    Without ``watches`` there is no thread: each call asks the database.
    """

    def __init__(self, *, watches: bool = True) -> None:
        self._edition: Edition | None = None
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

    def current(self) -> Edition:
        """Waits for the first reading. Raises NeverRead."""
        if not self._watches:
            self.renew()
        elif not self._ready.is_set():
            self.start()
            self._ready.wait(FIRST_READING)
        if self._edition is None:
            raise NeverRead
        return self._edition

    @property
    def known(self) -> Edition | None:
        """What ``current`` will return, where that takes neither time nor a query."""
        return self._edition if self._watches else None

    def renew(self) -> None:
        """Make what the database has by now. One at a time: the newest stays."""
        with self._renewing:
            try:
                revision = read_revision()
                if self._edition is None or revision != self._edition.revision:
                    self._replace(Edition(revision, read_version(revision)))
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

    def _replace(self, edition: Edition) -> None:
        if self._edition:
            edition.make_again(self._edition)
        self._edition = edition

    def _watch(self) -> None:
        while not self._stopped.is_set():
            self.renew()
            if self._edition and self._edition.version:
                typeset.prepare(self._edition.version)
            connections.close_all()
            self._stopped.wait(RENEWAL)


snapshot = Snapshot()


def current() -> Edition:
    return snapshot.current()


async def acurrent() -> Edition:
    return snapshot.known or await sync_to_async(snapshot.current)()


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
