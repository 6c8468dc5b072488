"""Plain questions about the sample résumé, asked over HTTP as a widget asks them."""

import html
import io
import json
from pathlib import Path

import pytest
from asgiref.sync import sync_to_async
from django.core.management import call_command
from django.test import AsyncClient

from tests.support import chat_operations
from tests.support.chat import Chat
from tests.support.database import ROOT
from tests.support.server import Server

DOCUMENTS = sorted((ROOT / "tests" / "resume" / "documents").glob("*.json"))

#: question, what the answer says, the ids it cites
SAID = [
    ("Where do they work now?", ["Staff Engineer at Northwind Rail"], ["work-"]),
    ("Where did Mara work before?", ["Kattegat Ferries", "Parcel & Pine"], ["work-"]),
    ("What is her e-mail address?", ["mara@lindqvist.example"], ["basics-email"]),
    ("How can I reach you by phone?", ["+46 31 555 01 42"], ["basics-phone"]),
    ("Where do you live?", ["Gothenburg"], ["basics-location"]),
    (
        "Which languages does she speak?",
        ["Swedish: Native", "English: Fluent", "German: Intermediate (B1)"],
        ["languages-"],
    ),
    ("What degree do they have?", ["MSc in Computer Science"], ["education-"]),
    ("Do they know Python?", ["Backend engineering (Expert): Python"], ["skills-"]),
    ("Is there any Kubernetes experience?", ["Kubernetes"], ["skills-", "certif"]),
    ("What did they do in 2015?", ["Software Engineer at Parcel & Pine"], ["work-"]),
    ("Any awards?", ["Nordic Logistics Innovation Prize"], ["awards-"]),
]
#: question, what the answer says of it
NOT_SAID = [
    ("Do they know Rust?", "does not mention Rust"),
    ("What salary do they expect?", "does not state pay expectations"),
    ("How old are they?", "does not state an age"),
    ("What did they do at Google?", "does not mention Google"),
    ("Do they have a driving licence?", "does not mention a driving licence"),
]


@pytest.mark.parametrize(("question", "says", "cites"), SAID)
def test_a_question_the_resume_answers_is_answered_with_citations(
    server: Server, question: str, says: list[str], cites: list[str]
) -> None:
    with Chat(server.url) as visitor:
        turn = visitor.ask(question)
    for words in says:
        assert words in turn.text
    for prefix in cites:
        assert any(id_.startswith(prefix) for id_ in turn.cited), turn.cited


@pytest.mark.parametrize(("question", "says"), NOT_SAID)
def test_what_the_resume_does_not_say_is_not_made_up(
    server: Server, question: str, says: str
) -> None:
    with Chat(server.url) as visitor:
        turn = visitor.ask(question)
    assert says in turn.text
    assert not any(id_.startswith("work-") for id_ in turn.cited)


def test_every_citation_is_an_element_of_the_page_that_holds_the_quote(
    server: Server,
) -> None:
    with Chat(server.url) as visitor:
        turns = [visitor.ask(question) for question, *_ in SAID]
        page = visitor.page()
    for turn in turns:
        for id_ in turn.cited:
            assert page.count(f' id="{id_}"') == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
async def test_the_page_and_the_chat_work_for_other_professions(
    visitor: AsyncClient, document: Path
) -> None:
    text = document.read_text(encoding="utf-8")  # noqa: ASYNC240 -- a test
    resume = json.loads(text)
    await sync_to_async(call_command)("loadresume", str(document), verbosity=0)
    page = html.unescape((await visitor.get("/")).content.decode())
    assert resume["basics"]["name"] in page
    for section in ("work", "volunteer", "projects"):
        for entry in resume.get(section, []):
            for highlight in entry.get("highlights", []):
                assert " ".join(highlight.split()) in " ".join(page.split())
    turn = await chat_operations.ask(visitor, "Which languages do they speak?")
    for language in resume["languages"]:
        assert language["language"] in turn.text
    assert turn.cited
    dumped = io.StringIO()
    await sync_to_async(call_command)("dumpresume", stdout=dumped)
    assert json.loads(dumped.getvalue()) == resume
