"""Each of the questions of a message is answered, and the answer stays brief."""

from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from tests.answering.passages import NURSE


def said(question: str) -> str:
    given = answer(question, NURSE, today=date(2026, 11, 1))
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Where is she based and who does she work for?", ["Leeds", "St. Brannoc"]),
        ("Does she speak Igbo? What is her e-mail?", ["Igbo", "ines@okafor.example"]),
        ("What does she do and since when?", ["Charge Nurse", "Since May 2020"]),
        ("Are you a bot? Can I have her CV as a PDF?", ["assistant", "PDF"]),
        (
            "What did she do before and after Harbour Clinic?",
            ["Before Harbour Clinic: “BSc", "After Harbour Clinic: “Charge Nurse"],
        ),
    ],
)
def test_both_questions_are_answered(question: str, parts: list[str]) -> None:
    for part in parts:
        assert part in said(question), said(question)


@pytest.mark.parametrize(
    "question",
    ["Is she good at triage and Excel?", "What languages does she speak and how well?"],
)
def test_what_is_one_question_stays_one(question: str) -> None:
    given = said(question)
    assert given == said(question.replace(" and how well", ""))
    assert "I did not find a question" not in given
