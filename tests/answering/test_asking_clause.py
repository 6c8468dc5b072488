"""A message's question is answered, whatever it tells of the visitor around it."""

from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from tests.answering.passages import NURSE


def said(question: str) -> str:
    given = answer(question, NURSE, today=date(2026, 11, 1))
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize(
    ("message", "question"),
    [
        (
            "Good morning, I write e-mails for a bank in Leeds and we pay well. Could you"
            " tell me which languages she speaks?",
            "Which languages does she speak?",
        ),
        (
            "We are a clinic with 40 beds; I was wondering if you could let me know"
            " where she works now.",
            "Where does she work now?",
        ),
        (
            "My colleague asked for a quick check before our call: does she speak Igbo?",
            "Does she speak Igbo?",
        ),
        (
            "Before I put her forward I would love to understand a bit better whether"
            " she speaks Igbo?",
            "Does she speak Igbo?",
        ),
        (
            "Our manager is worried about whether somebody from the ward has enough"
            " schooling, so could you please summarise her degrees for me?",
            "Summarise her degrees",
        ),
        (
            "Guten Tag, wir zahlen gut. Könnten Sie mir sagen, wo sie arbeitet?",
            "Wo arbeitet sie?",
        ),
        (
            "Hola, le escribo de una empresa de Bilbao. ¿Podría decirme qué idiomas habla?",
            "¿Qué idiomas habla?",
        ),
    ],
)
def test_what_a_visitor_tells_of_themselves_changes_no_answer(
    message: str, question: str
) -> None:
    assert said(message) == said(question)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("At Harbour Clinic, what did she do?", "IV lines"),
        ("Do you know how to place IV lines?", "IV lines"),
        ("She was at Harbour Clinic. For how long?", "Harbour Clinic"),
    ],
)
def test_what_a_message_tells_of_the_person_is_kept(question: str, told: str) -> None:
    assert told in said(question)
