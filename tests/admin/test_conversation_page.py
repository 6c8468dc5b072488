"""A conversation in the admin, read as it was."""

import pytest
from django.test import Client
from django.utils import timezone

from chatkit.admin import conversations, transcript
from chatkit.models import Attachment, Feedback, Item, Turn
from tests.support.conversations import LIST, asking, page_of, text
from tests.support.queries import counted
from tests.support.turns import conversation, say

pytestmark = pytest.mark.django_db


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
    assert not transcript.is_web_page(url)


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


def test_one_that_is_gone_is_not_found(admin_client: Client) -> None:
    for url in (f"{LIST}thr_gone/change/", f"{LIST}thr_gone/visitor/"):
        assert admin_client.get(url).status_code == 404


def test_an_answer_that_was_cut_says_why(admin_client: Client) -> None:
    thread = conversation("Hello?", fallback="length")
    seen = text(admin_client, page_of(thread))
    assert "the model · its answer was cut at the limit of its length" in seen
