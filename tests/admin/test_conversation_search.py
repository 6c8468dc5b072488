"""The search of conversations, where there are many."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chatkit.admin import search
from tests.support.queries import counted
from tests.support.turns import conversation

pytestmark = pytest.mark.django_db

LIST = "/admin/chatkit/thread/"


def listed(client: Client, **query: str) -> list[str]:
    """The titles on the list."""
    html = client.get(LIST, query).content.decode()
    found = re.findall(r"field-title[^>]*>\s*<a[^>]*>\s*(.*?)\s*</a>", html, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", title).strip() for title in found]


def test_of_very_many_the_newest_are_listed(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MAX_FOUND", 2)
    for days, title in enumerate(["Newest boat?", "Newer boat?", "Old boat?"]):
        conversation(title, at=timezone.now() - timedelta(days=days))
    conversation("A kite?")

    assert listed(admin_client, q="boat") == ["Newest boat?", "Newer boat?"]
    assert listed(admin_client, q="boat", o="3") == ["Old boat?", "Newer boat?"]
    assert listed(admin_client, q="OLD boat") == ["Old boat?"]
    said = "Only the first 2 conversations are listed."
    assert said in admin_client.get(LIST, {"q": "boat"}).content.decode()
    assert said not in admin_client.get(LIST, {"q": "OLD boat"}).content.decode()


def test_a_search_reads_the_messages_once(admin_client: Client) -> None:
    conversation("A boat?")

    with counted() as queries:
        assert listed(admin_client, q="boat Boat") == ["A boat?"]
    reading = [sql for sql in queries if "json_each" in sql or "jsonb_path" in sql]
    assert len(reading) == 1


@pytest.mark.parametrize("term", ["ŻÓŁĆ", "żółć", "u00E9%_", "КИТ", "a 😀 b"])
def test_words_of_any_script_are_found_in_any_case(
    admin_client: Client, term: str
) -> None:
    conversation("Nothing of it.")
    conversation(f"So: {term.swapcase()}!")

    assert listed(admin_client, q=f'"{term}"') == [f"So: {term.swapcase()}!"]
