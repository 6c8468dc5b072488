"""Leases on threads: who answers in which, and how each turn ended.

A running ``Turn`` is a lease on its thread until ``expires_at``, a few seconds ahead.
The process that answers renews it; an expired one belonged to a killed process.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from chatkit.api.errors import TurnInProgress
from chatkit.models import Attachment, Cut, Item, Outcome, Thread, Turn

LEASE = timedelta(seconds=10)
MOST_CUTS = 50  # of a turn that are stored
CUT = (Outcome.STOPPED, Outcome.OVERDUE, Outcome.FAILED, Outcome.LOST)
HIDDEN = ("hidden_context_item", "sdk_hidden_context")


@dataclass(frozen=True, slots=True)
class Lease:
    """``thread`` is the thread's data as the last turn left it."""

    turn_id: int
    thread: dict[str, Any]


def acquire(visitor_id: str, thread_id: str) -> Lease:
    """Begin a turn in the visitor's thread.

    Raises Thread.DoesNotExist, or TurnInProgress if it is being answered.
    """
    try:
        return _acquire(visitor_id, thread_id)
    except IntegrityError:
        expired = _running(thread_id=thread_id, expires_at__lte=timezone.now())
        expired.update(outcome=Outcome.LOST)
    try:
        return _acquire(visitor_id, thread_id)
    except IntegrityError:
        raise TurnInProgress(retry_after=1) from None


def acquire_new(visitor_id: str, thread_id: str, data: dict[str, Any]) -> Lease:
    """Store a new thread and begin a turn in it, both or neither."""
    with transaction.atomic():
        Thread.objects.create(
            id=thread_id, visitor_id=visitor_id, created_at=timezone.now(), data=data
        )
        return Lease(_begin(visitor_id, thread_id), data)


def renew(changed_items: Mapping[int, Sequence[Item]]) -> Mapping[int, Outcome]:
    """Renew the leases of these turns and store their unfinished items.

    Returns the turns that were ended elsewhere: another process took the thread (LOST),
    or its visitor stopped the turn or deleted the thread (STOPPED).
    """
    turns = Turn.objects.filter(id__in=changed_items)
    ended: dict[int, Outcome] = {}
    with transaction.atomic():
        held = turns.filter(outcome=Outcome.RUNNING, thread__isnull=False)
        if held.update(expires_at=timezone.now() + LEASE) < len(changed_items):
            running = set(held.values_list("id", flat=True))
            lost = set(turns.filter(outcome=Outcome.LOST).values_list("id", flat=True))
            ended = {
                turn_id: Outcome.LOST if turn_id in lost else Outcome.STOPPED
                for turn_id in changed_items
                if turn_id not in running
            }
        Item.objects.bulk_create(
            [
                item
                for turn_id, items in changed_items.items()
                if turn_id not in ended
                for item in items
            ],
            update_conflicts=True,
            unique_fields=["thread", "item_id"],
            update_fields=["data"],
        )
    return ended


def release(turn_id: int, cuts: Sequence[Any] = (), **columns: Any) -> None:
    """Record how the turn ended; the thread takes the next question.

    ``columns`` are Turn's, and each of ``cuts`` has those of a Cut; a text is cut to the
    length of its column.
    """
    columns = {name: _fit(name, value) for name, value in columns.items()}
    turn = Turn.objects.filter(id=turn_id)
    if not cuts:
        turn.update(**columns)
        return
    with transaction.atomic():
        turn.update(**columns)
        # Locked, so that it isn't deleted meanwhile; its visitor may have deleted it.
        threads = Thread.objects.select_for_update(no_key=True).filter(turn=turn_id)
        Cut.objects.bulk_create(
            Cut(thread_id=thread_id, model=columns.get("model", ""), **cut)
            for thread_id in threads.values_list("id", flat=True)
            for cut in cuts[:MOST_CUTS]
        )


def discard(turn_id: int) -> None:
    """Leave no record of a turn without output, and no thread without a question.

    The question's files stay: it may be asked again.
    """
    empty = Thread.objects.filter(turn=turn_id, item=None)
    with transaction.atomic():
        Attachment.objects.filter(thread__in=empty).update(thread=None)
        empty.delete()
        Turn.objects.filter(id=turn_id).delete()


def revoke(visitor_id: str, thread_id: str) -> int | None:
    """Take the lease from the thread's running turn; returns its id, None without one.

    Raises Thread.DoesNotExist.
    """
    thread = Thread.objects.get(id=thread_id, visitor_id=visitor_id)
    running = _running(thread=thread, expires_at__gt=timezone.now())
    turn_id = running.values_list("id", flat=True).first()
    if turn_id is not None:
        _running(id=turn_id).update(outcome=Outcome.STOPPED)
    return turn_id


def is_finished(turn_id: int) -> bool:
    """Whether the turn's process has stored its answer, or was killed."""
    unfinished = Turn.objects.filter(
        id=turn_id, milliseconds=None, expires_at__gt=timezone.now()
    )
    return not unfinished.exists()


def thread_state(visitor_id: str, thread_id: str) -> str:
    """The thread's last turn for the widget: "running", "cut" or "".

    "cut" is an answer that is incomplete; a missing one is not.
    """
    turns = Turn.objects.filter(visitor_id=visitor_id, thread_id=thread_id)
    turn = turns.order_by("-id").first()
    if turn is None:
        return ""
    # One that was stopped runs until its answer is stored.
    is_open = turn.outcome == Outcome.RUNNING or turn.milliseconds is None
    if is_open and turn.expires_at > timezone.now():
        return "running"
    if turn.outcome not in (*CUT, Outcome.RUNNING):
        return ""
    has_answer = bool(turn.answer_id)
    if turn.milliseconds is None:  # its process never recorded what it stored
        shown = Item.objects.filter(thread_id=thread_id).exclude(type__in=HIDDEN)
        types = shown.order_by("-sequence").values_list("type", flat=True)
        has_answer = types.first() == "assistant_message"
    return "cut" if has_answer else ""


def _acquire(visitor_id: str, thread_id: str) -> Lease:
    with transaction.atomic():
        # Locked, so that the running turn can't change it and end in between.
        thread = Thread.objects.select_for_update(no_key=True).get(
            id=thread_id, visitor_id=visitor_id
        )
        return Lease(_begin(visitor_id, thread_id), thread.data)


def _begin(visitor_id: str, thread_id: str) -> int:
    now = timezone.now()
    turn = Turn.objects.create(
        thread_id=thread_id,
        visitor_id=visitor_id,
        started_at=now,
        expires_at=now + LEASE,
    )
    return turn.pk


def _running(**conditions: Any) -> QuerySet[Turn]:
    return Turn.objects.filter(outcome=Outcome.RUNNING, **conditions)


def _fit(name: str, value: Any) -> Any:
    max_length = getattr(Turn._meta.get_field(name), "max_length", None)
    return value[:max_length] if max_length else value
