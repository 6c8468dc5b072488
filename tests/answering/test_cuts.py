"""What the claim guard cut, stored for the owner with the answer."""

import ast

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chatkit import database
from chatkit.admin.cut_reasons import OTHER, REASONS, explain
from chatkit.models import Cut, Outcome, Thread, Turn
from chatkit.turns import leases, retention
from tests.support.database import ROOT
from tests.support.model_server import ModelServer, Say
from tests.support.model_site import QUESTION, Site, number

pytestmark = pytest.mark.django_db(transaction=True)


async def test_each_cut_is_stored_with_its_reason_and_the_nearest_passage(
    site: Site, model: ModelServer
) -> None:
    mentor = await number("Mentored five engineers")
    model.script = [
        Say.whole(
            f"She mentored nine engineers to senior level [{mentor}]. She was a director"
            " at Google. She is a Staff Engineer."
        )
    ]
    shown = await site.ask(QUESTION)
    cuts = await database.run(lambda: list(Cut.objects.order_by("pk")))
    assert [cut.sentence for cut in cuts] == [
        "She mentored nine engineers to senior level.",
        "She was a director at Google.",
    ]
    first = cuts[0]
    assert first.reason == "number: nine"
    assert first.nearest_text.startswith("Mentored five engineers")
    assert first.nearest_url == f"/#{first.cited[0]}"
    assert (first.thread_id, first.model) == (shown.thread_id, "gpt")
    turn = await database.run(Turn.objects.get)
    assert turn.cut_claims == 2


def begin(visitor_id: str = "user_1", thread_id: str = "thr_1") -> int:
    return leases.acquire_new(visitor_id, thread_id, {"id": thread_id}).turn_id


CUT = {
    "sentence": "She was a director.",
    "reason": "unknown: director",
    "cited": [],
    "nearest_text": "",
    "nearest_url": "",
}


def test_an_answer_without_cuts_costs_no_further_query() -> None:
    turn_id = begin()
    with CaptureQueriesContext(connection) as queries:
        leases.release(turn_id, cuts=[], cut_claims=0, outcome=Outcome.ANSWERED)
    assert len(queries) == 1


def test_a_conversation_that_is_deleted_takes_its_cuts_with_it() -> None:
    leases.release(begin(), cuts=[CUT], cut_claims=1, outcome=Outcome.ANSWERED)
    assert Cut.objects.count() == 1
    retention.forget_visitor("user_1")
    assert Cut.objects.count() == 0
    assert Turn.objects.get().cut_claims == 1


def test_a_conversation_that_was_deleted_meanwhile_leaves_no_cuts() -> None:
    turn_id = begin()
    Thread.objects.all().delete()
    leases.release(turn_id, cuts=[CUT], cut_claims=1, outcome=Outcome.STOPPED)
    assert Cut.objects.count() == 0
    assert Turn.objects.get().outcome == Outcome.STOPPED


def test_an_answer_of_nothing_but_cuts_does_not_fill_the_table() -> None:
    many = [CUT] * (leases.MOST_CUTS + 20)
    leases.release(begin(), cuts=many, cut_claims=len(many), outcome=Outcome.ANSWERED)
    assert Cut.objects.count() == leases.MOST_CUTS
    assert Turn.objects.get().cut_claims == len(many)


def reasons() -> set[str]:
    """The first words of every reason in the guard's source."""
    found = set()
    for path in (ROOT / "chatkit" / "answering" / "grounding").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name not in {"object", "object_", "_Ruling", "Checked"}:
                continue
            for argument in node.args:
                if isinstance(argument, ast.JoinedStr):
                    argument = argument.values[0]
                if isinstance(argument, ast.Constant) and argument.value:
                    found.add(str(argument.value).removesuffix(": "))
    return {reason for reason in found if reason[0].isalpha()}


def test_every_reason_of_the_guard_has_words_for_the_owner() -> None:
    assert reasons() >= {"agent", "number", "name", "praise"}
    assert reasons() <= REASONS.keys()


def test_reasons_are_read_as_sentences() -> None:
    assert explain("unknown: rota; number: nine; unknown: shepherd") == [
        "The résumé does not give this number for it: nine.",
        "The résumé has no evidence for rota, shepherd.",
    ]
    assert explain("something new: x") == [OTHER]
