"""The day's budgets: who is over, what is counted, and when the owner is told."""

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from chatkit.config.resolve import Config
from chatkit.operations import checks
from chatkit.selfhosted.server import ResumeChatServer
from chatkit.selfhosted.store import DjangoStore
from chatkit.turns import usage
from chatkit.turns.usage import DailyUsage
from tests.support.queries import counted
from tests.support.turns import turn

pytestmark = pytest.mark.django_db

FREE = Config(model="m", messages_per_day=None, messages_per_day_per_visitor=None)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """A day has room before and after; nothing was told yet."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    monkeypatch.setattr(usage, "_warned", set())
    caches["process"].clear()
    return NOON


def room(visitor_id: str = "user_a", **limits: Any) -> str:
    """What is exhausted for a turn of the visitor that has begun."""
    begun = turn(visitor_id=visitor_id, outcome="running", answered_by="")
    try:
        return usage.exhausted_budget(visitor_id, replace(FREE, **limits))
    finally:
        begun.delete()


def test_the_last_question_of_the_budget_is_still_the_models() -> None:
    turn()
    assert room(messages_per_day=2) == ""
    turn()
    assert room(messages_per_day=2) == "messages"


def test_a_budget_of_none_at_all_is_spent_from_the_start() -> None:
    assert room(messages_per_day=0) == "messages"
    assert room(tokens_per_day=0) == "tokens"
    assert room(messages_per_day_per_visitor=0) == "visitor_messages"
    assert room(tokens_per_day_per_visitor=0) == "visitor_tokens"


def test_tokens_read_and_written_count() -> None:
    turn(input_tokens=60, output_tokens=39)
    assert room(tokens_per_day=100) == ""
    turn(output_tokens=1, visitor_id="user_b")
    assert room(tokens_per_day=100) == "tokens"


def test_one_visitor_over_theirs_leaves_the_others_alone() -> None:
    turn(input_tokens=50)
    limits: dict[str, Any] = {"messages_per_day_per_visitor": 1, "messages_per_day": 10}
    assert room(**limits) == "visitor_messages"
    assert room("user_b", **limits) == ""
    assert room(tokens_per_day_per_visitor=50) == "visitor_tokens"
    assert room("user_b", tokens_per_day_per_visitor=50) == ""


@pytest.mark.parametrize("answered_by", ["model", "agent"])
def test_what_a_model_or_an_agent_answers_counts(answered_by: str) -> None:
    turn(answered_by=answered_by)
    assert room(messages_per_day=1) == "messages"


def test_what_the_embedded_answerer_answers_costs_nothing() -> None:
    turn(answered_by="embedded")
    turn(answered_by="", outcome="lost")
    assert room(messages_per_day=1, messages_per_day_per_visitor=1) == ""


def test_turns_at_once_do_not_overdraw() -> None:
    turn(outcome="running", answered_by="", visitor_id="user_b")
    assert room(messages_per_day=1) == "messages"


def test_a_new_day_has_a_new_budget(
    noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn(started_at=noon)
    monkeypatch.setattr(timezone, "now", lambda: noon + timedelta(hours=11, minutes=59))
    assert room(messages_per_day=1) == "messages"
    monkeypatch.setattr(timezone, "now", lambda: noon + timedelta(hours=12))
    assert room(messages_per_day=1) == ""


def test_a_budget_is_looked_at_with_one_query() -> None:
    turn()
    for config in (
        replace(FREE, messages_per_day=9),
        replace(FREE, tokens_per_day_per_visitor=9),
    ):
        with counted() as queries:
            usage.exhausted_budget("user_a", config)
        assert len(queries) == 1, queries


def test_no_query_is_made_where_nothing_is_limited() -> None:
    with counted() as queries:
        assert usage.exhausted_budget("user_a", FREE) == ""
    assert queries == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("agent", "expected"), [("", ""), ("mine:agent", "budget_messages")]
)
async def test_only_answers_that_cost_are_under_the_budgets(
    settings: Any, agent: str, expected: str
) -> None:
    settings.CHATKIT_AGENT = agent
    context: Any = SimpleNamespace(
        config=Config(messages_per_day=0), visitor_id="user_a"
    )
    chosen: list[str] = []
    choose: Any = lambda _, exhausted: chosen.append(exhausted)  # noqa: E731
    await ResumeChatServer(DjangoStore(), choose)._responder(context)
    assert chosen == [expected]


def test_only_the_days_turns_that_cost_are_read() -> None:
    turns = usage.costly_turns_today()
    if connection.vendor == "sqlite":
        assert "USING INDEX costly_turn_in_time (started_at>?)" in turns.explain()
    else:  # PostgreSQL would read so small a table as a whole
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "costly_turn_in_time" in turns.explain()


SPENT = DailyUsage(messages=8, tokens_read=900_000, tokens_written=100_000, last=NOON)


@pytest.mark.parametrize(
    ("limits", "level"),
    [
        ({}, "ok"),
        ({"messages_per_day": 11}, "ok"),
        ({"messages_per_day": 10}, "near"),
        ({"messages_per_day": 8}, "spent"),
        ({"messages_per_day": 0}, "spent"),
        ({"tokens_per_day": 1_250_000}, "near"),
        ({"tokens_per_day": 1_000_000}, "spent"),
        ({"messages_per_day": 10, "budget_warning_percent": 81}, "ok"),
    ],
)
def test_a_budget_is_near_its_end_from_the_chosen_percentage(
    limits: dict[str, Any], level: str
) -> None:
    assert usage.budget_level(SPENT, replace(FREE, **limits)) == level


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (FREE, "8 questions, 1,000,000 tokens"),
        (
            replace(FREE, messages_per_day=1000, tokens_per_day=2_000_000),
            "8 of 1,000 questions, 1,000,000 of 2,000,000 tokens",
        ),
        (
            replace(FREE, input_price=Decimal("0.4"), output_price=Decimal("1.6")),
            "8 questions, 1,000,000 tokens, 0.52 by your prices",
        ),
        (
            replace(FREE, output_price=Decimal("0.01")),
            "8 questions, 1,000,000 tokens, less than 0.01 by your prices",
        ),
    ],
)
def test_the_day_is_warned_in_words(config: Config, words: str) -> None:
    assert usage.describe_usage(SPENT, config) == words


def test_the_log_says_once_a_day_that_a_budget_comes_to_its_end(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.WARNING)
    for _ in range(5):
        turn()
        room(messages_per_day=5)
        room(messages_per_day=5)
        monkeypatch.setattr(usage, "_warned", set())  # as in another process

    assert [record.getMessage() for record in caplog.records] == [
        "80 % of today's budget is spent. Once all of it is, visitors get short answers."
        " Today: 4 of 5 questions, 0 tokens.",
        "Today's budget is spent since 12:00 UTC: visitors get short answers from the"
        " embedded answerer until midnight UTC. Today: 5 of 5 questions, 0 tokens.",
    ]


def test_nothing_is_warned_before(caplog: pytest.LogCaptureFixture) -> None:
    turn()
    room(messages_per_day=5)
    assert not caplog.records


@pytest.mark.parametrize(
    ("limit", "level", "title"),
    [
        (10, "ok", "Today's budget: 1 of 10 questions, 0 tokens"),
        (1, "warning", "Today's budget: 1 of 1 question, 0 tokens"),
    ],
)
def test_the_doctor_says_how_the_day_stands(limit: int, level: str, title: str) -> None:
    turn()
    config = replace(FREE, messages_per_day=limit)
    (finding,) = [f for f in checks.examine(config) if f.id == "budget"]
    assert (finding.level, finding.title) == (level, title)
    assert bool(finding.detail) is (level == "warning")


def test_the_doctor_is_silent_where_nothing_costs() -> None:
    assert "budget" not in {f.id for f in checks.examine(Config())}


def test_the_first_page_says_how_the_day_stands(admin_client, settings) -> None:
    settings.CHATKIT_ENVIRONMENT = {
        "CHATKIT_MODEL": "m",
        "CHATKIT_MESSAGES_PER_DAY": "1",
    }
    turn(started_at=NOON - timedelta(hours=1))

    page = admin_client.get("/admin/").content.decode()

    assert "1 of 1 question, 0 tokens" in page
    assert "budget is spent since 11:00 UTC" in page


def test_the_first_page_is_silent_where_nothing_costs(admin_client) -> None:
    assert "Model today" not in admin_client.get("/admin/").content.decode()
