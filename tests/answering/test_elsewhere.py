"""What one résumé lacks and another of the same person has."""

import json
from typing import Any

import pytest
from django.db import OperationalError
from django.test import AsyncClient
from django.urls import reverse

from chatkit.admin.trial import ask
from chatkit.answering import elsewhere
from chatkit.models import Turn
from resume import passages
from resume.document import draft
from resume.models import Resume
from resume.versions.publishing import publish_draft
from tests.support.chat import events_of, message
from tests.support.chat_operations import read
from tests.support.model_server import ModelServer, Say
from tests.support.model_site import Site

SUMMARY = (
    "Sie baut seit vielen Jahren die Software der Züge und auch der Stellwerke, plant"
    " 2.300 Abfahrten am Tag und mag es, von einem Alarm geweckt zu werden."
)
QUESTION = "Does she know Haskell?"


@pytest.fixture
def german(sample: None) -> Resume:
    resume = Resume.objects.create(path="de")
    basics = {"name": "Mara Lindqvist", "summary": SUMMARY}
    document = {"basics": basics, "skills": [{"name": "Haskell"}]}
    draft.replace(document, resume)
    publish_draft(resume)
    return resume


async def answers(question: str, resume: str = "") -> list[dict[str, Any]]:
    """The messages that answer it."""
    url = f"/api/chatkit/chat?resume={resume}" if resume else "/api/chatkit/chat"
    body = {"type": "threads.create", "params": {"input": message(question)}}
    response = await AsyncClient().post(
        url, json.dumps(body), content_type="application/json"
    )
    events = events_of(await read(response))
    done = [e["item"] for e in events if e["type"] == "thread.item.done"]
    found = [item for item in done if item["type"] == "assistant_message"]
    return [item["content"][0] for item in found]


def cited(answer: dict[str, Any]) -> list[str]:
    return [a["source"]["data"]["url"].split("#")[0] for a in answer["annotations"]]


async def test_an_answer_says_where_another_resume_has_more(german: Resume) -> None:
    denied, other = await answers(QUESTION)
    assert "does not mention Haskell" in denied["text"]
    assert other["text"].startswith("The résumé “Deutsch” says more: ")
    assert "Haskell" in other["text"]
    assert cited(other) == ["/r/de/"]
    _, other = await answers("Does she know gRPC?", "de")
    assert cited(other) == ["/"]


async def test_what_is_found_where_it_is_asked_needs_no_other(german: Resume) -> None:
    [answer] = await answers(QUESTION, "de")
    assert cited(answer) == ["/r/de/"]
    [talk] = await answers("Hello!")
    assert not cited(talk)
    [nowhere] = await answers("Has she been to the moon?", "de")
    assert not cited(nowhere)


@pytest.mark.parametrize(
    "question",
    [
        "Has she done any welding?",
        "what's his h-index",
        "Wieviel Jahre Berufserfahrung als Bauleiterin insgesamt?",
        "And there, did she use Haskell?",
    ],
)
async def test_nothing_like_what_is_asked_counts_as_more(
    german: Resume, question: str
) -> None:
    assert len(await answers(question)) == 1


async def test_it_is_said_in_the_language_of_the_page_where_the_question_shows_none(
    german: Resume,
) -> None:
    _, other = await answers("haskell")
    assert other["text"].startswith("The résumé “Deutsch” says more: ")


async def test_an_answer_stands_where_the_others_can_t_be_read(
    german: Resume, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(resume: str) -> None:
        raise OperationalError

    monkeypatch.setattr(elsewhere, "of_others", fail)
    [answer] = await answers(QUESTION)
    assert "does not mention Haskell" in answer["text"]


def test_a_draft_that_is_tried_is_no_other(german: Resume) -> None:
    with passages.draft(german.pk):
        [(title, _)] = passages.others()
    assert title == "English"


def test_the_owner_who_tries_a_question_reads_both_messages(german: Resume) -> None:
    reply = ask(QUESTION)
    assert "gRPC.”\n\nThe résumé “Deutsch” says more" in reply.text


async def test_the_owner_asks_again_where_it_was_asked(
    german: Resume, admin_user: Any
) -> None:
    await answers(QUESTION, "de")
    turn, owner = await Turn.objects.aget(), AsyncClient()
    await owner.aforce_login(admin_user)
    again = await owner.post(reverse("admin:chatkit_ask_again", args=[turn.pk]))
    assert "It is answered now" in again.content.decode()
    of = reverse("admin:chatkit_thread_change", args=[turn.thread_id])
    assert "<dd>/r/de/</dd>" in (await owner.get(of)).content.decode()


def test_no_other_tells_what_is_kept_back_in_the_one_that_is_read(
    german: Resume,
) -> None:
    main = Resume.objects.get(path="main")
    basics = {"email": "mara@ref.example", "location": {"city": "Kiel"}}
    work = [{"name": "Northwind Rail", "position": "Staff Engineer"}]
    draft.replace({"basics": basics, "work": work}, german)
    publish_draft(german)
    assert len(passages.others()[0][1]) == 3
    main.visibility = {"email": "hidden", "place": "hidden"}
    main.save()
    entry = main.entries.get(dom_id=german.entries.get().dom_id)
    entry.visibility = "hidden"
    entry.save()
    publish_draft(main)
    assert [told for _, told in passages.others()] == [()]


async def test_nobody_is_led_to_a_private_one(german: Resume) -> None:
    await Resume.objects.filter(pk=german.pk).aupdate(private_link="aTyJ2m-3kQ9")
    assert len(await answers(QUESTION)) == 1
    [answer] = await answers(QUESTION, "aTyJ2m-3kQ9")
    assert "Haskell" in answer["text"]
    [gone] = await answers(QUESTION, "nobody")
    assert "Haskell" not in gone["text"]


async def test_a_model_that_finds_nothing_is_helped_out(
    german: Resume, site: Site, model: ModelServer
) -> None:
    model.script = [Say(["The résumé does not say."])]
    _, other = await answers(QUESTION)
    assert cited(other) == ["/r/de/"]
    assert "Haskell" not in "".join(map(str, model.requests)).replace(QUESTION, "")

    model.script = [Say(["The résumé does not say."])]
    await Resume.objects.filter(pk=german.pk).aupdate(display_name="Kafka")
    assert len(await answers("Does she know Kubernetes?")) == 1, "it only cited nothing"
