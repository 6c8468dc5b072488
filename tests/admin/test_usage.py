"""The usage page: a row for each turn, and the totals."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.admin.utils import quote
from django.test import Client
from django.utils import timezone

from chatkit.models import Turn
from tests.support.admin import member
from tests.support.queries import counted
from tests.support.turns import conversation, turn

pytestmark = pytest.mark.django_db

USAGE = "/admin/chatkit/turn/"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def prices(settings) -> None:
    from chatkit.config import conf

    settings.CHATKIT_ENVIRONMENT = {
        "CHATKIT_INPUT_PRICE": "0.4",
        "CHATKIT_OUTPUT_PRICE": "1.6",
    }
    conf.snapshot.renew()


def cells(html: str, row: str) -> list[list[str]]:
    """The texts of the table rows that begin with ``row``."""
    found = []
    for line in re.findall(r"<tr\b.*?</tr>", html, re.DOTALL):
        texts = re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", line, re.DOTALL)
        plain = [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for text in texts]
        if plain and plain[0].startswith(row):
            found.append(plain)
    return found


def page(client: Client, **query: str) -> str:
    answer = client.get(USAGE, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_row_says_who_answered_what_it_cost_and_what_came_of_it(
    admin_client: Client, noon: None, prices: None
) -> None:
    thread = conversation(
        "Hello?",
        "Hello.",
        at=NOON,
        model="gpt-x",
        input_tokens=10_000,
        output_tokens=1_000,
        milliseconds=1234,
        cut_claims=3,
        opinion_tokens=340,
        opinion_milliseconds=900,
        fallback="budget_visitor_tokens",
        outcome="unanswered",
    )

    (row,) = cells(page(admin_client), "23 Nov 2026")

    assert row == [
        "23 Nov 2026 12:00",
        "read",
        "the résumé does not say",
        "the model gpt-x",
        "11,000",
        "0.0056",
        "1.2 s",
        "340 tokens, 0.9 s",
        "the visitor's tokens for the day were used up".replace("'", "&#x27;"),
        "3",
    ]
    assert f"/admin/chatkit/thread/{quote(thread.pk)}/change/" in page(admin_client)


def test_a_row_outlives_its_conversation(admin_client: Client, noon: None) -> None:
    turn(answered_by="embedded", model="gpt-x", visitor_id="")

    (row,) = cells(page(admin_client), "23 Nov 2026")
    assert row[1:6] == ["deleted", "answered", "the embedded answerer", "0", ""]


def test_the_sums_are_of_whole_days(
    admin_client: Client, noon: None, prices: None
) -> None:
    midnight = NOON.replace(hour=0)
    turn(input_tokens=1_000_000, output_tokens=500_000)
    turn(started_at=midnight, outcome="unanswered", cut_claims=2)
    turn(started_at=midnight - timedelta(seconds=1), fallback="x")
    turn(started_at=midnight - timedelta(days=6, seconds=1), outcome="unanswered")
    turn(started_at=midnight - timedelta(days=29))
    turn(started_at=midnight - timedelta(days=29, seconds=1))

    html = page(admin_client)

    assert cells(html, "Today") == [["Today", "2", "1", "0", "2", "1,500,000", "1.20"]]
    assert cells(html, "7 days") == [
        ["7 days", "3", "1", "1", "2", "1,500,000", "1.20"]
    ]
    assert cells(html, "30 days") == [
        ["30 days", "5", "2", "1", "2", "1,500,000", "1.20"]
    ]


def test_without_a_price_there_is_no_cost(admin_client: Client, noon: None) -> None:
    turn(input_tokens=1_000_000)
    assert cells(page(admin_client), "Today")[0][-1] == "no price set"
    assert cells(page(admin_client), "23 Nov")[0][5] == ""


def test_the_list_is_narrowed_by_outcome_answerer_and_day(
    admin_client: Client, noon: None
) -> None:
    turn(outcome="lost", answered_by="agent")
    turn(answered_by="embedded", started_at=NOON - timedelta(days=8))

    def outcomes(**query: str) -> list[str]:
        return [
            row[2]
            for row in [
                *cells(page(admin_client, **query), "23 Nov"),
                *cells(page(admin_client, **query), "15 Nov"),
            ]
        ]

    assert outcomes() == ["lost with its process", "answered"]
    assert outcomes(outcome__exact="lost") == ["lost with its process"]
    assert outcomes(answered_by="embedded") == ["answered"]
    since = (NOON - timedelta(days=7)).isoformat()
    assert outcomes(started_at__gte=since) == ["lost with its process"]


def test_the_usage_page_costs_the_same_however_long_it_is(admin_client: Client) -> None:
    def queries() -> int:
        with counted() as seen:
            page(admin_client)
        return len(seen)

    conversation("Hello?", "Hello.")
    few = queries()
    for _ in range(20):
        conversation("Hello?", "Hello.")

    assert queries() == few <= 6


def test_nothing_in_it_can_be_changed(admin_client: Client) -> None:
    row = turn()
    assert admin_client.get(f"{USAGE}add/").status_code == 403
    assert admin_client.post(f"{USAGE}{row.pk}/change/", {}).status_code == 403
    assert admin_client.post(f"{USAGE}{row.pk}/delete/").status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    admin_client.post(USAGE, chosen)
    assert Turn.objects.exists()


def test_an_operator_sees_the_usage_and_no_conversation() -> None:
    conversation("Secret?", "Yes.")
    html = page(member("Operator"))

    assert "the model" in html
    assert "Secret?" not in html
    assert "/admin/chatkit/thread/" not in html


def test_who_has_no_role_reads_nothing() -> None:
    assert member().get(USAGE).status_code == 403
