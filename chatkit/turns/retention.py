"""Delete conversations: those nobody went on with, or all of one visitor.

What is deleted goes with its items and files. The ledger keeps its rows for the owner's
counts, without the visitor, and loses them after 400 days.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from chatkit.models import Attachment, Thread, Turn

BATCH = 200  # threads of one transaction: others wait for it on SQLite
ROWS = 1_000  # of the ledger, which are small
LEDGER = timedelta(days=400)
AGE = re.compile(r"([1-9][0-9]{0,3})([hdw])")
UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def age(text: str) -> timedelta:
    """Such as 12h, 90d or 6w. Raises ValueError with a sentence."""
    if not (found := AGE.fullmatch(text.strip())):
        raise ValueError(
            f'"{text}" is no age; expected a number from 1 to 9999 and h, d or w,'
            " such as 90d."
        )
    return int(found[1]) * UNITS[found[2]]


def stale(before: datetime) -> QuerySet[Thread]:
    """The threads without a question since then."""
    later = Turn.objects.filter(thread=OuterRef("pk"), started_at__gte=before)
    return Thread.objects.filter(~Exists(later), created_at__lt=before)


def purge(before: datetime) -> Iterator[int]:
    """Delete what is stale, and of the ledger what is old; yields as ``delete`` does."""
    yield from delete(stale(before).order_by("created_at", "id"))
    Attachment.objects.filter(thread=None, created_at__lt=before).delete()
    _forget_visitors(before)
    _end_ledger(min(before, timezone.now() - LEDGER))


def delete(threads: QuerySet[Thread]) -> Iterator[int]:
    """Delete these threads; yields how many each batch had.

    Each batch is a transaction of its own, so that it can be stopped between two.
    """
    while ids := list(threads.values_list("pk", flat=True)[:BATCH]):
        # Of them those that still are: a visitor may have gone on with one in between.
        _, deleted = threads.filter(pk__in=ids).delete()
        yield deleted.get(Thread._meta.label, 0)


def forget(visitor_id: str) -> int:
    """Delete all of a visitor; returns how many threads they had."""
    deleted = sum(delete(Thread.objects.filter(visitor_id=visitor_id)))
    Attachment.objects.filter(visitor_id=visitor_id).delete()
    Turn.objects.filter(visitor_id=visitor_id).update(visitor_id="")
    return deleted


def _forget_visitors(before: datetime) -> None:
    # "> ''" and not "<> ''": the index by visitor holds the rows in that order.
    named = Turn.objects.filter(visitor_id__gt="", started_at__lt=before)
    while ids := list(named.values_list("pk", flat=True)[:ROWS]):
        Turn.objects.filter(pk__in=ids).update(visitor_id="")


def _end_ledger(before: datetime) -> None:
    old = Turn.objects.filter(started_at__lt=before)
    while ids := list(old.values_list("pk", flat=True)[:ROWS]):
        Turn.objects.filter(pk__in=ids).delete()
