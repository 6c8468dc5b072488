"""Own answers, policies, and unanswered questions that the owner answers."""

import html
import re

import pytest
from django.contrib.admin.utils import quote
from django.test import Client

from chatkit.models import AnswerPolicy, OwnAnswer, QuestionCheck, Thread, Turn
from tests.support.admin import member
from tests.support.turns import conversation

ANSWERS = "/admin/chatkit/ownanswer/"
POLICIES = "/admin/chatkit/answerpolicy/"

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


@pytest.fixture
def owner(db: None) -> Client:
    return member("Résumé owner")


@pytest.fixture
def turn(sample: None) -> Turn:
    """A question that went unanswered, twice."""
    conversation("Does she have a dog?", "No word of it.", outcome="unanswered")
    thread = conversation(
        "Does she have a dog?", "No word of it.", outcome="unanswered"
    )
    return thread.turn_set.get()


def text(answer: object) -> str:
    page = answer.content.decode()  # type: ignore[attr-defined]
    main = page[page.index('<main id="main"') :]
    plain = html.unescape(re.sub(r"<script.*?</script>|<[^>]+>", " ", main, flags=re.S))
    return " ".join(plain.split())


def test_an_unanswered_question_is_answered_asked_again_and_kept(
    owner: Client, turn: Turn
) -> None:
    page = owner.get("/admin/").content.decode()
    assert f"{ANSWERS}add/?turn={turn.pk}" in page
    thread = quote(str(turn.thread_id))
    talk = owner.get(f"/admin/chatkit/thread/{thread}/change/")
    assert f"{ANSWERS}ask/{turn.pk}/" in talk.content.decode()
    form = owner.get(f"{ANSWERS}add/?turn={turn.pk}").context["adminform"].form
    assert form.initial["question"] == "Does she have a dog?"

    saved = owner.post(
        f"{ANSWERS}add/?turn={turn.pk}",
        {
            "question": form.initial["question"],
            "answer": "I have a collie.",
            "enabled": "on",
            "_save": "Save",
        },
    )
    ask = f"{ANSWERS}ask/{turn.pk}/"
    assert saved["Location"] == ask
    assert "Then" in text(owner.get(ask))

    asked = owner.post(ask)
    assert "No word of it." in text(asked)
    assert "“I have a collie.” Cited: " in text(asked)
    assert Thread.objects.count() == 2  # what was asked here left nothing
    assert Turn.objects.count() == 2

    kept = owner.post(ask, {"accepted": asked.context["accepted"]}, follow=True)
    assert "off the list, and kept as a check" in text(kept)
    assert "No question of the last 7 days went unanswered" in text(kept)
    assert "answered since" in text(owner.get(talk.request["PATH_INFO"]))
    check = QuestionCheck.objects.get()
    assert check.question == "Does she have a dog?"
    assert check.cited == [f"answer-{OwnAnswer.objects.get().pk}"]


def test_a_question_that_is_still_not_answered_can_not_be_kept(
    owner: Client, turn: Turn
) -> None:
    asked = owner.post(f"{ANSWERS}ask/{turn.pk}/")
    assert "It is still not answered" in text(asked)
    assert "keep it" not in text(asked)


def test_only_what_was_answered_here_can_be_kept(owner: Client, turn: Turn) -> None:
    forged = owner.post(f"{ANSWERS}ask/{turn.pk}/", {"accepted": "{}"})
    assert forged.status_code == 403
    assert not QuestionCheck.objects.exists()


@pytest.mark.parametrize("url", ["add/?turn={}", "ask/{}/"])
def test_who_may_not_read_conversations_reads_no_question(url: str, turn: Turn) -> None:
    clerk = member(permissions=["chatkit.add_ownanswer", "chatkit.view_ownanswer"])
    assert clerk.get(ANSWERS + url.format(turn.pk)).status_code == 403


def test_a_question_that_was_deleted_meanwhile_is_not_found(owner: Client) -> None:
    assert owner.get(f"{ANSWERS}ask/7/").status_code == 404
    assert owner.get(f"{ANSWERS}add/?turn=7").status_code == 200
    assert owner.get(f"{ANSWERS}add/?turn=x").status_code == 200


def test_every_built_in_topic_is_listed_and_stays(owner: Client) -> None:
    listed = text(owner.get(POLICIES))
    for topic in ("Salary", "Visa and work permit", "Relocation", "Health"):
        assert f"{topic} Not set: answer as the chat does by itself" in listed
    age = AnswerPolicy.objects.get(topic="age")
    assert owner.post(f"{POLICIES}{age.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "Tattoos", "way": "text", "words": "tattoo"}, "text"),
        ({"name": "Tattoos", "way": "decline", "words": " \n"}, "words"),
        ({"way": "decline", "words": "tattoo"}, "name"),
        ({"name": "Tattoos", "way": "text", "words": "t", "text": "a" * 601}, "text"),
    ],
)
def test_a_policy_that_can_not_work_is_explained(
    owner: Client, values: dict[str, str], field: str
) -> None:
    answer = owner.post(f"{POLICIES}add/", values)
    assert list(answer.context["adminform"].form.errors) == [field]


def test_a_topic_of_the_owners_can_be_added_changed_back_and_deleted(
    owner: Client,
) -> None:
    added = {"name": "Tattoos", "way": "decline", "words": "tattoo\nbody art"}
    assert owner.post(f"{POLICIES}add/", added).status_code == 302
    policy = AnswerPolicy.objects.get(topic="")
    page = f"{POLICIES}{policy.pk}"
    owner.post(f"{page}/change/", {**added, "way": "discuss"})
    assert "became discuss" in text(owner.get(f"{page}/history/"))
    assert owner.post(f"{page}/delete/", {"post": "yes"}).status_code == 302
    assert not AnswerPolicy.objects.filter(topic="").exists()
