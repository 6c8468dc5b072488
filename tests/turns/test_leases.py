"""One turn at a time on a thread, for every process, and none that locks it for good."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from chatkit.types import AssistantMessageItem
from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError
from django.utils import timezone

from chatkit.api.errors import TurnInProgress
from chatkit.models import Attachment, Item, Outcome, Thread, Turn
from chatkit.turns import leases
from tests.support.queries import counted
from tests.support.sdk_items import MINE as OWNER
from tests.support.sdk_items import NOON, question, store
from tests.support.turns import attached

pytestmark = pytest.mark.django_db(transaction=True)
MINE, THEIRS = "user_mine", "user_theirs"


@pytest.fixture(autouse=True)
def _thread(transactional_db: None) -> None:
    add_thread("thr_1")


def add_thread(id_: str) -> None:
    Thread.objects.create(
        id=id_, visitor_id=MINE, created_at=timezone.now(), data={"id": id_}
    )


def acquire(thread_id: str) -> int:
    return leases.acquire(MINE, thread_id).turn_id


def kill(turn_id: int) -> None:
    """What is left of a turn whose process was killed, after the lease."""
    past = timezone.now() - timedelta(seconds=1)
    Turn.objects.filter(id=turn_id).update(expires_at=past)


def partial_answer(text: str) -> Item:
    return Item(
        thread_id="thr_1", item_id="msg_2", type="assistant_message", data={"t": text}
    )


def release(turn_id: int, outcome: Outcome, **columns: Any) -> None:
    leases.release(turn_id, outcome=outcome, milliseconds=120, **columns)


def test_a_thread_takes_one_turn_at_a_time() -> None:
    turn_id = acquire("thr_1")
    with pytest.raises(TurnInProgress):
        acquire("thr_1")
    assert leases.thread_state(MINE, "thr_1") == "running"

    release(turn_id, Outcome.ANSWERED, answer_id="msg_2")
    assert leases.thread_state(MINE, "thr_1") == ""
    assert acquire("thr_1") != turn_id


def test_threads_do_not_wait_for_each_other() -> None:
    add_thread("thr_2")
    assert acquire("thr_1") != acquire("thr_2")


@pytest.mark.parametrize("visitor", [MINE, THEIRS])
def test_a_thread_that_is_not_the_visitors_is_neither_taken_nor_stopped(
    visitor: str,
) -> None:
    thread_id = "thr_no" if visitor == MINE else "thr_1"
    with pytest.raises(ObjectDoesNotExist):
        leases.acquire(visitor, thread_id)
    with pytest.raises(ObjectDoesNotExist):
        leases.revoke(visitor, thread_id)
    assert leases.thread_state(visitor, thread_id) == ""
    assert Turn.objects.count() == 0


def test_a_lease_takes_a_check_an_insert_and_an_update() -> None:
    with counted() as queries:
        turn_id = acquire("thr_1")
        release(turn_id, Outcome.ANSWERED)
    statements = [sql.split()[0] for sql in queries]
    assert [one for one in statements if one != "BEGIN"] == [
        "SELECT",
        "INSERT",
        "UPDATE",
    ]


def test_a_killed_process_locks_its_thread_no_longer_than_its_lease() -> None:
    killed = acquire("thr_1")
    kill(killed)
    assert leases.thread_state(MINE, "thr_1") == ""
    acquire("thr_1")
    assert Turn.objects.get(id=killed).outcome == Outcome.LOST


def test_an_answer_that_a_killed_process_left_is_marked_as_cut() -> None:
    turn_id = acquire("thr_1")
    leases.renew({turn_id: [partial_answer("The beg")]})
    kill(turn_id)
    assert leases.thread_state(MINE, "thr_1") == "cut"


def test_renewing_holds_many_threads_at_once() -> None:
    add_thread("thr_2")
    ids = [acquire("thr_1"), acquire("thr_2")]
    for turn_id in ids:
        kill(turn_id)
    with counted() as queries:
        assert leases.renew(dict.fromkeys(ids, ())) == {}
    assert sum(sql.startswith("UPDATE") for sql in queries) == 1
    assert (
        leases.thread_state(MINE, "thr_1")
        == leases.thread_state(MINE, "thr_2")
        == "running"
    )


def test_renewing_tells_which_turns_somebody_else_ended() -> None:
    add_thread("thr_2")
    add_thread("thr_3")
    taken, stopped, deleted = [acquire(f"thr_{number}") for number in (1, 2, 3)]
    kill(taken)
    acquire("thr_1")
    assert leases.revoke(MINE, "thr_2") == stopped
    Thread.objects.get(id="thr_3").delete()

    assert leases.renew(dict.fromkeys([taken, stopped, deleted], ())) == {
        taken: Outcome.LOST,
        stopped: Outcome.STOPPED,
        deleted: Outcome.STOPPED,
    }


def test_a_partial_answer_grows_in_its_place() -> None:
    turn_id = acquire("thr_1")
    asyncio.run(store.add_thread_item("thr_1", question("msg_1"), OWNER))
    leases.renew({turn_id: [partial_answer("One")]})
    asyncio.run(store.add_thread_item("thr_1", question("msg_3"), OWNER))
    leases.renew({turn_id: [partial_answer("One two")]})
    whole = AssistantMessageItem(
        id="msg_2", thread_id="thr_1", created_at=NOON, content=[]
    )
    asyncio.run(store.add_thread_item("thr_1", whole, OWNER))

    items = list(Item.objects.order_by("pk"))
    assert [item.item_id for item in items] == ["msg_1", "msg_2", "msg_3"]
    assert items[1].data == whole.model_dump(mode="json")


def test_a_turn_that_was_taken_over_writes_no_partial_answer() -> None:
    turn_id = acquire("thr_1")
    kill(turn_id)
    acquire("thr_1")
    leases.renew({turn_id: [partial_answer("Too late")]})
    assert not Item.objects.exists()


def test_a_stopped_turn_frees_its_thread_at_once_and_is_over_when_it_is_stored() -> (
    None
):
    turn_id = acquire("thr_1")
    assert leases.revoke(MINE, "thr_1") == turn_id
    assert not leases.is_finished(turn_id)
    assert leases.thread_state(MINE, "thr_1") == "running"
    acquire("thr_1")

    release(turn_id, Outcome.STOPPED, answer_id="msg_2")
    assert leases.is_finished(turn_id)


def test_stopping_where_nothing_runs_is_nothing() -> None:
    assert leases.revoke(MINE, "thr_1") is None


@pytest.mark.parametrize("outcome", Outcome.values)
def test_only_an_answer_that_is_not_whole_is_marked_as_cut(outcome: str) -> None:
    turn_id = acquire("thr_1")
    release(turn_id, Outcome(outcome), answer_id="msg_2")
    cut = {"stopped", "overdue", "failed", "lost"}
    state = {"running": "running", **dict.fromkeys(cut, "cut")}.get(outcome, "")
    assert leases.thread_state(MINE, "thr_1") == state

    if outcome in cut:
        release(turn_id, Outcome(outcome), answer_id="")
        assert leases.thread_state(MINE, "thr_1") == ""


def test_a_text_too_long_for_the_record_is_cut_not_refused() -> None:
    turn_id = acquire("thr_1")
    release(turn_id, Outcome.ANSWERED, model="m" * 500, cut_claims=2)
    turn = Turn.objects.get()
    assert (turn.model, turn.cut_claims) == ("m" * 100, 2)


def test_a_new_thread_that_can_not_be_taken_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: str) -> int:
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(leases, "_begin", refuse)
    with pytest.raises(OperationalError):
        leases.acquire_new("user_1", "thr_new", {"id": "thr_new"})
    assert not Thread.objects.filter(id="thr_new").exists()


def test_a_new_thread_whose_question_was_not_stored_leaves_only_its_files(
    settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    turn_id = leases.acquire_new(MINE, "thr_new", {"id": "thr_new"}).turn_id
    file = attached(Thread.objects.get(id="thr_new"), MINE)
    leases.discard(turn_id)
    assert not Thread.objects.filter(id="thr_new").exists()
    assert not Turn.objects.exists()
    assert Attachment.objects.get().thread is None
    assert file.exists()
