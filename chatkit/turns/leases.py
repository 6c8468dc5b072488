"""The turns' rows: which thread is being answered, and how each answer ended.

A running row is a lease on its thread, held for the few seconds until ``expires_at``.
Whoever answers renews it; a row past that time belonged to a process that was killed.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from chatkit.api.errors import TurnInProgress
from chatkit.models import Item, Outcome, Thread, Turn
from chatkit.selfhosted import rows

LEASE = timedelta(seconds=10)
CUT = (Outcome.STOPPED, Outcome.OVERDUE, Outcome.FAILED, Outcome.LOST)
HIDDEN = ("hidden_context_item", "sdk_hidden_context")
# One statement for both: whose the thread is, and that nobody answers in it.
BEGIN = """
    INSERT INTO chatkit_turn (
        thread_id, visitor_id, started_at, expires_at, outcome, question_id, answer_id,
        answered_by, model, input_tokens, output_tokens, cut_claims, fallback
    )
    SELECT id, visitor_id, %s, %s, 'running', '', '', '', '', 0, 0, 0, ''
    FROM chatkit_thread WHERE id = %s AND visitor_id = %s
    RETURNING id
"""


def begin(visitor_id: str, thread_id: str) -> int:
    """Take the visitor's thread for a turn; the id of its row.

    Raises:
        Missing: no such thread, or another visitor's.
        TurnInProgress: it is being answered.
    """
    try:
        return _insert(visitor_id, thread_id)
    except IntegrityError:
        lost = _running(thread_id=thread_id, expires_at__lte=timezone.now())
        lost.update(outcome=Outcome.LOST)
    try:
        return _insert(visitor_id, thread_id)
    except IntegrityError:
        raise TurnInProgress(retry_after=1) from None


def begin_in_new(
    visitor_id: str, thread_id: str, created_at: datetime, data: rows.Data
) -> int:
    """Keep a new thread and take it, at once. Raises Missing as ``save_thread`` does."""
    with transaction.atomic():
        rows.save_thread(visitor_id, thread_id, created_at, data)
        return _insert(visitor_id, thread_id)


def renew(
    ids: Collection[int], partials: Sequence[rows.Partial] = ()
) -> Mapping[int, Outcome]:
    """Hold the leases for another while, and keep what is there of the answers.

    Returns the turns that were ended by somebody else, and how: another process took
    the thread (LOST), or its visitor stopped the turn or deleted the thread (STOPPED).
    """
    mine = Turn.objects.filter(id__in=ids)
    ended: dict[int, Outcome] = {}
    with transaction.atomic():
        held = mine.filter(outcome=Outcome.RUNNING, thread__isnull=False)
        if held.update(expires_at=timezone.now() + LEASE) < len(ids):
            alive = set(held.values_list("id", flat=True))
            lost = set(mine.filter(outcome=Outcome.LOST).values_list("id", flat=True))
            ended = {
                id_: Outcome.LOST if id_ in lost else Outcome.STOPPED
                for id_ in ids
                if id_ not in alive
            }
        rows.keep_partials([part for part in partials if part.turn_id not in ended])
    return ended


def finish(
    turn_id: int, outcome: Outcome, milliseconds: int, columns: Mapping[str, Any]
) -> None:
    """Write down how the turn ended; the thread may be asked again.

    ``columns`` are others of Turn; a text that is too long for its column is cut.
    """
    Turn.objects.filter(id=turn_id).update(
        outcome=outcome,
        milliseconds=milliseconds,
        **{name: _fitting(name, value) for name, value in columns.items()},
    )


def forget(turn_id: int) -> None:
    """Leave no record of a turn that wrote nothing."""
    Turn.objects.filter(id=turn_id).delete()


def stop(visitor_id: str, thread_id: str) -> int | None:
    """End the thread's running turn: free the thread, and let the owner see it.

    Returns the turn's id, None where none runs. Raises Missing.
    """
    if not Thread.objects.filter(id=thread_id, visitor_id=visitor_id).exists():
        raise rows.Missing(f"Thread {thread_id} not found")
    running = _running(thread_id=thread_id, expires_at__gt=timezone.now())
    turn_id = running.values_list("id", flat=True).first()
    if turn_id is not None:
        _running(id=turn_id).update(outcome=Outcome.STOPPED)
    return turn_id


def is_over(turn_id: int) -> bool:
    """Whether its process has stored all it had, or is gone."""
    working = Turn.objects.filter(
        id=turn_id, milliseconds=None, expires_at__gt=timezone.now()
    )
    return not working.exists()


def state(visitor_id: str, thread_id: str) -> str:
    """The thread's last turn for the widget: "running", "cut" or "".

    "cut" has an answer that is not whole: no answer at all shows by itself.
    """
    turn = (
        Turn.objects.filter(visitor_id=visitor_id, thread_id=thread_id)
        .order_by("-id")
        .first()
    )
    if turn is None:
        return ""
    if turn.outcome == Outcome.RUNNING:
        if turn.expires_at > timezone.now():
            return "running"
    elif turn.outcome not in CUT:
        return ""
    if turn.milliseconds is None:  # its process never came to say what it stored
        return "cut" if _ends_with_an_answer(thread_id) else ""
    return "cut" if turn.answer_id else ""


def _insert(visitor_id: str, thread_id: str) -> int:
    now = timezone.now()
    moments = map(connection.ops.adapt_datetimefield_value, (now, now + LEASE))
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, [*moments, thread_id, visitor_id])
        for (turn_id,) in cursor.fetchall():
            return int(turn_id)
    raise rows.Missing(f"Thread {thread_id} not found")


def _running(**conditions: Any) -> QuerySet[Turn]:
    return Turn.objects.filter(outcome=Outcome.RUNNING, **conditions)


def _ends_with_an_answer(thread_id: str) -> bool:
    shown = Item.objects.filter(thread_id=thread_id).exclude(type__in=HIDDEN)
    types = shown.order_by("-sequence").values_list("type", flat=True)
    return types.first() == "assistant_message"


def _fitting(name: str, value: Any) -> Any:
    width = getattr(Turn._meta.get_field(name), "max_length", None)
    return value[:width] if width else value
