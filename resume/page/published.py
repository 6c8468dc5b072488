"""The published résumé, kept by each process for when the database does not answer."""

import logging
import threading

from django.db import DatabaseError, InterfaceError, connections

from resume.models import Resume
from resume.page.legible import legible

#: InterfaceError is none: the connection was closed meanwhile.
DATABASE_ERRORS = (DatabaseError, InterfaceError)

logger = logging.getLogger(__name__)

_last_read: Resume | None = None


def read_ahead() -> threading.Thread:
    """Read it in a thread, for a process whose first request comes in an outage."""
    thread = threading.Thread(target=_read_ahead, name="resume-startup", daemon=True)
    thread.start()
    return thread


def published() -> Resume | None:
    """Raises one of DATABASE_ERRORS if it can't be read and never was."""
    global _last_read  # noqa: PLW0603
    try:
        _last_read = legible(Resume.objects.published())
    except DATABASE_ERRORS as error:
        logger.warning("The résumé can't be read: %s", type(error).__name__)
        if _last_read is None:
            raise
    return _last_read


def _read_ahead() -> None:
    try:
        published()
    except DATABASE_ERRORS:
        pass  # logged; the doctor says what to do
    finally:
        connections.close_all()
