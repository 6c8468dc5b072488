"""Conversations in the admin: listed, found, read and deleted, and nothing else."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import quote
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.utils import timezone

from chatkit.admin import conversations, reading
from chatkit.models import Attachment, Feedback, Item, Thread, Turn
from tests.desk import member
from tests.queries import counted
from tests.turns import conversation, say, turn

pytestmark = pytest.mark.django_db

LIST = "/admin/chatkit/thread/"
OWNER = "Résumé owner"


def page_of(thread: Thread) -> str:
    return f"{LIST}{quote(thread.pk)}/change/"


def test_an_empty_list_does_not_ask_for_what_nobody_can_make(
    admin_client: Client,
) -> None:
    assert "There is nothing here yet." in admin_client.get(LIST).content.decode()
    found = admin_client.get(LIST, {"q": "nowhere"}).content.decode()
    assert "Nothing matches what you are looking for." in found
    assert "Create a new item" not in found


def asking(what: str, thread: Thread) -> str:
    """Where a deletion is asked about."""
    return f"{LIST}{quote(thread.pk)}/{what}/"


def titles(client: Client, **query: str) -> list[str]:
    """The titles on the list."""
    html = client.get(LIST, query).content.decode()
    found = re.findall(r"field-title[^>]*>\s*<a[^>]*>\s*(.*?)\s*</a>", html, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", title).strip() for title in found]


def text(client: Client, url: str) -> str:
    """What a person reads at the address."""
    html = client.get(url).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


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


def test_a_conversation_reads_as_it_was(admin_client: Client) -> None:
    at = timezone.now().replace(hour=14, minute=2, second=3)
    thread = conversation(
        "Where?",
        at=at,
        outcome="answered",
        model="gpt-x",
        milliseconds=1234,
        cut_claims=2,
    )
    source = {"type": "entity", "id": "work-1", "title": "Nurse"}
    annotations = [
        {"source": {**source, "data": {"url": "/#work-1"}}, "index": 1},
        {"source": {**source, "data": {"url": "/#work-1"}}, "index": 2},
        {"source": {**source, "title": "Odd", "data": {"url": "javascript:alert(1)"}}},
        {"source": {"type": "url", "title": "Web", "url": "https://a.example/"}},
    ]
    answer = say(
        thread, "At the clinic.", at, "assistant_message", annotations=annotations
    )
    answer.feedback = Feedback.POSITIVE
    answer.save()
    Turn.objects.update(answer_id=answer.item_id)

    said = text(admin_client, page_of(thread))
    html = admin_client.get(page_of(thread)).content.decode()

    assert "14:02:03" in said
    assert "Where? " in said
    assert "At the clinic. Cited: Nurse , Odd, Web" in said
    assert "the model gpt-x · 1.2 s · 2 claims cut Feedback: Positive" in said
    assert html.count('href="/#work-1"') == 1
    assert 'href="https://a.example/"' in html
    assert "javascript:alert" not in html


def test_files_are_shown_by_name_with_the_start_of_their_text(
    admin_client: Client,
) -> None:
    thread = conversation("See this?")
    data = {"id": "atc_1", "name": "job.pdf"}
    Attachment.objects.create(
        id="atc_1", visitor_id="user_a", thread=thread, text="Job " * 500, data=data
    )
    item = Item.objects.get(thread=thread)
    item.data["attachments"] = [data, {"id": "atc_gone", "name": "gone.txt"}]
    item.save()

    said = text(admin_client, page_of(thread))

    assert "job.pdf Job Job" in said
    assert said.count("Job") == 100
    assert "gone.txt" in said


def test_a_question_without_an_answer_says_why(admin_client: Client) -> None:
    thread = conversation("Hello?", outcome="lost", fallback="a_new_word")

    assert "lost with its process · the model · short answer: a new word" in text(
        admin_client, page_of(thread)
    )


def test_what_is_no_message_is_named_and_what_was_hidden_stays_so(
    admin_client: Client,
) -> None:
    thread = conversation("Hello?")
    for type_ in ("widget", "hidden_context_item", "something_new"):
        Item.objects.create(
            thread=thread, item_id=type_, type=type_, data={"content": "SECRET"}
        )

    said = text(admin_client, page_of(thread))

    assert "A widget was shown something_new" in said
    assert "SECRET" not in said


@pytest.mark.parametrize("url", ["//evil.example", "/\\evil.example", "data:,x", ""])
def test_an_address_that_leads_elsewhere_is_no_link(url: str) -> None:
    assert not reading.is_address(url)


def test_hostile_words_stay_words(admin_client: Client) -> None:
    evil = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    thread = conversation(evil, evil, visitor_id='"><b>', fallback=evil[:40])
    thread.data["title"] = evil
    thread.save()
    item = Item.objects.filter(thread=thread).first()
    assert item
    item.data |= {"quoted_text": evil, "attachments": [{"id": "a", "name": evil}]}
    item.save()
    addresses = [
        LIST,
        f"{LIST}?q=alert",
        page_of(thread),
        asking("visitor", thread),
        asking("delete", thread),
        "/admin/chatkit/turn/",
        "/admin/",
    ]

    for url in addresses:
        html = admin_client.get(url).content.decode()
        assert "<script>alert" not in html, url
        assert "<img src=x" not in html, url
        assert '"><b>' not in html, url


def test_a_long_conversation_has_pages_and_a_few_queries(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversations, "PER_PAGE", 2)
    thread = conversation("One?", "1.", "Two?", "2.")
    with counted() as queries:
        said = text(admin_client, page_of(thread))

    assert said.count("Two?") == 0
    assert "Page 1 of 2 Later" in said
    assert "2. " in text(admin_client, f"{page_of(thread)}?p=2")
    assert len(queries) <= 10


def test_nothing_can_be_added_or_changed(admin_client: Client) -> None:
    thread = conversation("Hello?")

    assert admin_client.get(f"{LIST}add/").status_code == 403
    admin_client.post(page_of(thread), {"data": "{}", "visitor_id": "x"})
    thread.refresh_from_db()
    assert (thread.visitor_id, thread.data["id"]) == ("user_a", thread.pk)
    assert "<textarea" not in admin_client.get(page_of(thread)).content.decode()


def test_one_that_is_gone_is_not_found(admin_client: Client) -> None:
    for url in (f"{LIST}thr_gone/change/", f"{LIST}thr_gone/visitor/"):
        assert admin_client.get(url).status_code == 404


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def attach(thread: Thread | None, visitor_id: str = "user_a") -> Path:
    row = Attachment(
        id=f"atc_{Attachment.objects.count()}",
        visitor_id=visitor_id,
        thread=thread,
        data={"name": "job.txt"},
    )
    row.file.save("job", ContentFile(b"A job"))
    return Path(row.file.path)


Commit = Callable[..., Any]


def test_one_is_deleted_with_its_files_after_a_question(
    media: Path, django_capture_on_commit_callbacks: Commit
) -> None:
    owner = member(OWNER)
    thread, other = conversation("Mine?", "Yes."), conversation("Other?")
    gone, kept = attach(thread), attach(other)
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
    monkeypatch.setattr(conversations, "NAMED", 2)
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
    gone = [attach(thread), attach(second), attach(None)]
    kept = attach(other, "user_b")
    url = asking("visitor", thread)

    assert "2 conversations, 2 messages, 2 files" in text(owner, url)
    assert Thread.objects.count() == 3
    with django_capture_on_commit_callbacks(execute=True):
        answer = owner.post(url, follow=True)

    assert "Everything of user_a is deleted: 2 conversations." in [
        str(message) for message in answer.context["messages"]
    ]
    assert list(Thread.objects.all()) == [other]
    assert not any(path.exists() for path in gone)
    assert kept.exists()
    visitors = Turn.objects.order_by("pk").values_list("visitor_id", flat=True)
    assert list(visitors) == ["", "", "user_b"]


def test_an_operator_reads_and_deletes_no_conversation() -> None:
    operator = member("Operator")
    thread = conversation("Secret?")
    for url in (LIST, page_of(thread), asking("visitor", thread)):
        assert operator.get(url).status_code == 403
    assert operator.post(asking("visitor", thread)).status_code == 403
    assert operator.post(asking("delete", thread)).status_code == 403
    assert "Secret?" not in operator.get("/admin/").content.decode()
    assert Thread.objects.exists()


def test_who_may_only_read_deletes_nothing() -> None:
    reader = member(permissions=["chatkit.view_thread"])
    thread = conversation("Hello?")

    assert "Delete" not in text(reader, page_of(thread)).partition("Hello?")[2]
    assert reader.get(asking("visitor", thread)).status_code == 403
    assert reader.post(asking("visitor", thread)).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [thread.pk]}
    reader.post(LIST, {**chosen, "post": "yes"})
    assert Thread.objects.exists()


def test_a_stranger_is_asked_to_log_in(client: Client) -> None:
    thread = conversation("Hello?")
    for url in (LIST, page_of(thread), asking("visitor", thread)):
        assert "/admin/login/" in client.get(url)["Location"]


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
