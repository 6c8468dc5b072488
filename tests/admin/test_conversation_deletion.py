"""Conversations are deleted in the admin, after a question, with all that belongs to them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry

from chatkit.admin import conversations
from chatkit.models import Thread, Turn
from tests.support.admin import member
from tests.support.conversations import LIST, OWNER, asking, text, titles
from tests.support.turns import attached, conversation

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


Commit = Callable[..., Any]


def test_one_is_deleted_with_its_files_after_a_question(
    media: Path, django_capture_on_commit_callbacks: Commit
) -> None:
    owner = member(OWNER)
    thread, other = conversation("Mine?", "Yes."), conversation("Other?")
    gone, kept = attached(thread), attached(other)
    url = asking("delete", thread)

    asked = text(owner, url)
    assert "Mine?" in asked
    assert "Messages: 2 Files: 1" in asked
    with django_capture_on_commit_callbacks(execute=True):
        owner.post(url, {"post": "yes"})

    assert list(Thread.objects.all()) == [other]
    assert (gone.exists(), kept.exists()) == (False, True)
    assert Turn.objects.count() == 2
    assert "Mine" not in str(LogEntry.objects.get())


def test_those_chosen_are_deleted_after_a_question(media: Path) -> None:
    owner = member(OWNER)
    threads = [conversation(f"Number {n}?") for n in range(3)]
    chosen = {
        "action": "delete_selected",
        "_selected_action": [thread.pk for thread in threads[:2]],
    }

    asked = owner.post(LIST, chosen).content.decode()
    assert "Number 1?" in asked
    assert "Number 2?" not in asked
    assert Thread.objects.count() == 3
    owner.post(LIST, {**chosen, "post": "yes"})

    assert list(Thread.objects.all()) == threads[2:]


def test_a_search_is_deleted_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "MAX_NAMED", 2)
    owner = member(OWNER)
    for n in range(5):
        conversation(f"Kites {n}?")
    conversation("Boats?")
    everything = {
        "action": "delete_selected",
        "select_across": "1",
        "_selected_action": [Thread.objects.order_by("-created_at")[1].pk],
    }

    assert "and 3 more" in owner.post(f"{LIST}?q=kites", everything).content.decode()
    owner.post(f"{LIST}?q=kites", {**everything, "post": "yes"})

    assert titles(owner) == ["Boats?"]


def test_everything_of_a_visitor_is_deleted_after_a_question(
    media: Path, django_capture_on_commit_callbacks: Commit
) -> None:
    owner = member(OWNER)
    thread, second = conversation("One?"), conversation("Two?")
    other = conversation("Theirs?", visitor_id="user_b")
    gone = [attached(thread), attached(second), attached(None)]
    kept = attached(other, "user_b")
    url = asking("visitor", thread)

    assert "2 conversations, 2 messages, 2 files" in text(owner, url)
    assert Thread.objects.count() == 3
    with django_capture_on_commit_callbacks(execute=True):
        answer = owner.post(url, follow=True)

    assert "Everything of user_a was deleted: 2 conversations." in [
        str(message) for message in answer.context["messages"]
    ]
    assert list(Thread.objects.all()) == [other]
    assert not any(path.exists() for path in gone)
    assert kept.exists()
    visitors = Turn.objects.order_by("pk").values_list("visitor_id", flat=True)
    assert list(visitors) == ["", "", "user_b"]
