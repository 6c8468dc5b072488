"""Delete what is too old: conversations, fit sheets, uploads, usage rows.

A conversation is deleted with its items, files and fit sheets. Its usage rows stay for the owner's
totals, without the visitor, and are deleted after 400 days.
"""

import logging
import re
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import connections
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from chatkit.config import conf
from chatkit.models import Attachment, FitSheet, Thread, Turn

logger = logging.getLogger(__name__)

UNSENT_UPLOADS = timedelta(days=1)
USAGE_ROWS = timedelta(days=400)
UPLOADS = "uploads"  # Attachment.file's folder
THREAD_BATCH = 200  # in one transaction, which blocks other writers on SQLite
FIT_SHEETS = timedelta(days=30)
ROW_BATCH = 1_000
BATCH_PAUSE = 0.1  # seconds, for visitors' writes
INTERVAL = 60 * 60  # seconds
LOCK = "chatkit-retention"

AGE = re.compile(r"([1-9][0-9]{0,3})([hdw])")
UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}

_due = 0.0  # of ``time.monotonic``, when this process purges next


def parse_age(text: str) -> timedelta:
    """Such as 12h, 90d or 6w. Raises ValueError with a sentence."""
    if not (match := AGE.fullmatch(text.strip())):
        raise ValueError(
            f'"{text}" is no age; expected a number from 1 to 9999 and h, d or w,'
            " such as 90d."
        )
    return int(match[1]) * UNITS[match[2]]


def stale_threads(before: datetime) -> QuerySet[Thread]:
    """The threads without a question since then."""
    later = Turn.objects.filter(thread=OuterRef("pk"), started_at__gte=before)
    return Thread.objects.filter(~Exists(later), created_at__lt=before)


def purge_conversations(before: datetime) -> Iterator[int]:
    """Delete stale conversations and old usage rows; yields like ``delete_threads``."""
    yield from delete_threads(stale_threads(before).order_by("created_at", "id"))
    Attachment.objects.filter(thread=None, created_at__lt=before).delete()
    # "> ''" and not "<> ''": the index by visitor holds the rows in that order.
    named = Turn.objects.filter(visitor_id__gt="", started_at__lt=before)
    for ids in _batches(named):
        Turn.objects.filter(pk__in=ids).update(visitor_id="")
    end = min(before, timezone.now() - USAGE_ROWS)
    for ids in _batches(Turn.objects.filter(started_at__lt=end)):
        Turn.objects.filter(pk__in=ids).delete()


def delete_threads(threads: QuerySet[Thread]) -> Iterator[int]:
    """Delete the threads, a transaction for each batch; yields how many each had."""
    while ids := list(threads.values_list("pk", flat=True)[:THREAD_BATCH]):
        # Filtered again: a visitor may have continued one in between.
        _, deleted = threads.filter(pk__in=ids).delete()
        yield deleted.get(Thread._meta.label, 0)


def forget_visitor(visitor_id: str) -> int:
    """Delete everything of a visitor; returns how many threads they had."""
    deleted = sum(delete_threads(Thread.objects.filter(visitor_id=visitor_id)))
    Attachment.objects.filter(visitor_id=visitor_id).delete()
    Turn.objects.filter(visitor_id=visitor_id).update(visitor_id="")
    return deleted


def purge_unsent_uploads() -> int:
    unsent = Attachment.objects.filter(
        thread=None, created_at__lt=timezone.now() - UNSENT_UPLOADS
    )
    return unsent.delete()[0]


def purge_fit_sheets() -> int:
    expired = FitSheet.objects.filter(created_at__lt=timezone.now() - FIT_SHEETS)
    return expired.delete()[0]


def purge_orphaned_files() -> int:
    """Delete uploaded files without an attachment, such as after a crash.

    A recent file may be about to get its row.
    """
    try:
        _, names = default_storage.listdir(UPLOADS)
    except FileNotFoundError:  # nothing was uploaded yet
        return 0
    known = set(Attachment.objects.exclude(file="").values_list("file", flat=True))
    before = timezone.now() - UNSENT_UPLOADS
    deleted = 0
    for path in {f"{UPLOADS}/{name}" for name in names} - known:
        if default_storage.get_modified_time(path) < before:
            default_storage.delete(path)
            deleted += 1
    return deleted


def start_if_due(_: object = None) -> None:
    """Purge once an hour over all processes, in a thread that no request waits for.

    ``chatkit.config.conf`` calls it whenever it renews the settings.
    """
    global _due
    if time.monotonic() < _due:
        return
    _due = time.monotonic() + INTERVAL
    threading.Thread(
        target=purge_in_turn, name="chatkit-retention", daemon=True
    ).start()


def purge_in_turn() -> None:
    """Purge, unless another process did within the hour."""
    try:
        if caches["failover"].add(LOCK, 1, INTERVAL):
            purge()
    except Exception as error:  # noqa: BLE001 -- nobody else would log it
        logger.warning("Old data is not deleted (%s).", type(error).__name__)
    finally:
        connections.close_all()


def purge() -> None:
    """Delete all that is too old by the settings in the database.

    Not by the process's snapshot, which falls back to the environment.
    """
    days = conf.from_rows().retention_days
    if days is not None:
        deleted = 0
        for batch in purge_conversations(timezone.now() - timedelta(days=days)):
            deleted += batch
            time.sleep(BATCH_PAUSE)
        if deleted:
            age = "1 day" if days == 1 else f"{days} days"
            logger.info("Conversations older than %s deleted: %d.", age, deleted)
    if deleted_sheets := purge_fit_sheets():
        logger.info("Fit sheets older than 30 days deleted: %d.", deleted_sheets)
    if deleted_uploads := purge_unsent_uploads() + purge_orphaned_files():
        logger.info("Unsent uploads and orphaned files deleted: %d.", deleted_uploads)


def _batches(turns: QuerySet[Turn]) -> Iterator[list[int]]:
    """The ids of a batch at a time; the caller takes them out of the query."""
    while ids := list(turns.values_list("pk", flat=True)[:ROW_BATCH]):
        yield ids
