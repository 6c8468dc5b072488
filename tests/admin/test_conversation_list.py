"""Conversations in the admin: listed, found, narrowed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from chatkit.models import Feedback
from tests.support.admin import member
from tests.support.conversations import LIST, OWNER, page_of, text, titles
from tests.support.queries import counted
from tests.support.turns import conversation, turn

pytestmark = pytest.mark.django_db


def test_an_empty_list_does_not_ask_for_what_nobody_can_make(
    admin_client: Client,
) -> None:
    assert "There is nothing here yet." in admin_client.get(LIST).content.decode()
    found = admin_client.get(LIST, {"q": "nowhere"}).content.decode()
    assert "Nothing matches what you are looking for." in found
    assert "Create a new item" not in found


def test_the_list_says_what_each_conversation_came_to(admin_client: Client) -> None:
    long_ago = timezone.now() - timedelta(days=9)
    conversation("Where do\nyou work?", "Here.", at=long_ago)
    thread = conversation(
        "Any kites?", "No.", "Or boats?", outcome="unanswered", feedback="negative"
    )
    turn(thread=thread, cut_claims=2, fallback="budget_messages", outcome="failed")

    assert titles(admin_client) == ["Any kites?", "Where do you work?"]
    said = text(admin_client, LIST)
    assert (
        "The résumé did not say 2× · Disliked · Claims were cut · Short answer instead ·"
        " Broken off" in said
    )
    assert "user_a" in said
    assert "1 Answered" in said


def test_a_title_of_its_own_goes_before_the_first_question(
    admin_client: Client,
) -> None:
    thread = conversation("Hello?")
    thread.data["title"] = "Greetings"
    thread.save()
    conversation()

    assert titles(admin_client) == ["(nothing was asked)", "Greetings"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("josé", ["Who is José?"]),
        ("JOSÉ", ["Who is José?"]),
        ("colleague", ["Who is José?"]),
        ("WHO josé", ["Who is José?"]),
        ('"a colleague"', ["Who is José?"]),
        ('"colleague a"', []),
        ("100%", ['Is it 100% "sure"?']),
        ('"', ["Is it 100% &quot;sure&quot;?", "Who is José?"]),
        ("Straße", []),
        ("input_text", []),
        ("msg_", []),
        ("user_b", ["Is it 100% &quot;sure&quot;?"]),
        ("é.", []),
        ("José%", []),
        ("😀", ["Who is José?"]),
    ],
)
def test_what_was_said_is_found(
    admin_client: Client, search: str, found: list[str]
) -> None:
    conversation("Who is José?", "A colleague 😀.")
    conversation('Is it 100% "sure"?', visitor_id="user_b")

    shown = [title.replace('"', "&quot;") for title in found]
    assert titles(admin_client, q=search) == shown


@pytest.mark.parametrize(
    ("happened", "fields"),
    [
        ("unanswered", {"outcome": "unanswered"}),
        ("disliked", {"feedback": Feedback.NEGATIVE}),
        ("liked", {"feedback": Feedback.POSITIVE}),
        ("cut", {"cut_claims": 1}),
        ("fallback", {"fallback": "budget_tokens"}),
        ("broken", {"outcome": "lost"}),
    ],
)
def test_the_list_is_narrowed_to_what_happened(
    admin_client: Client, happened: str, fields: dict[str, Any]
) -> None:
    conversation("All well?", "Yes.")
    conversation("And now?", "No.", **fields)
    turn(**{name: value for name, value in fields.items() if name != "feedback"})

    assert titles(admin_client, **{"with": happened}) == ["And now?"]
    assert len(titles(admin_client, **{"with": "nonsense"})) == 2


def test_the_list_is_narrowed_to_days(admin_client: Client) -> None:
    conversation("Lately?")
    conversation("Before?", at=timezone.now() - timedelta(days=40))
    since = (timezone.now() - timedelta(days=7)).isoformat()
    assert titles(admin_client, created_at__gte=since) == ["Lately?"]


def test_the_list_costs_the_same_however_long_it_is(admin_client: Client) -> None:
    def queries(**query: str) -> int:
        with counted() as seen:
            assert admin_client.get(LIST, query).status_code == 200
        return len(seen)

    searches: tuple[dict[str, str], ...] = ({}, {"q": "Hello"}, {"with": "cut"})
    conversation("Hello?", "Hello.", cut_claims=1)
    few = [queries(**query) for query in searches]
    for _ in range(20):
        conversation("Hello?", "Hello.", "And?", "So.", cut_claims=1)

    assert [queries(**query) for query in searches] == few
    assert max(few) <= 7


def test_the_list_goes_by_indexes(admin_client: Client) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads so small tables as a whole")

    def plan(**query: str) -> str:
        return str(admin_client.get(LIST, query).context["cl"].queryset.explain())

    everything, disliked = plan(), plan(**{"with": "disliked"})

    assert "SCAN chatkit_thread USING INDEX thread_in_time" in everything
    assert everything.count("SCAN") == 1
    assert "TEMP B-TREE FOR ORDER BY" not in everything.splitlines()[-1]
    assert "item_that_was_disliked" in disliked


def test_the_first_page_leads_to_what_the_resume_did_not_say() -> None:
    owner = member(OWNER)
    assert "No question of the last 7 days went unanswered." in text(owner, "/admin/")
    thread = conversation("Any kites?", "No.", outcome="unanswered")
    conversation("Any boats?", "Yes.")
    old = timezone.now() - timedelta(days=8)
    conversation("Any planes?", "No.", outcome="unanswered", at=old)

    said = text(owner, "/admin/")

    assert "1 question of the last 7 days went unanswered: Any kites?" in said
    assert page_of(thread) in owner.get("/admin/").content.decode()
    assert "Any planes?" not in said
