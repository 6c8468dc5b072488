"""Each of the questions of a message is answered, and the answer stays brief."""

from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from tests.answering.passages import NURSE, about, entry

LINE = "Bewirtet 80 Gäste am Abend."


def said(question: str) -> str:
    given = answer(question, NURSE, today=date(2026, 11, 1))
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Where is she based and who does she work for?", ["Leeds", "St. Brannoc"]),
        ("Does she speak Igbo? What is her e-mail?", ["Igbo", "ines@okafor.example"]),
        ("What does she do and since when?", ["Charge Nurse", "since May 2020"]),
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


def test_no_line_is_repeated_and_a_source_is_named_once() -> None:
    given = said("Has she led a team, and how many nurses? What does she do?")

    assert given.count("Led a team of 14 nurses") == 1
    assert given.count("St. Brannoc Hospital: ") <= 1


def test_names_are_not_quoted_where_question_and_resume_share_a_language() -> None:
    german = (
        *entry("work-hof", "Köchin, Gasthaus Hof", "Köchin.", "2020-05", "", LINE),
        about("summary", "Summary", "Ich koche gern und bin auch am Wochenende da."),
    )
    given = answer("Wo arbeitet sie?", german, today=date(2026, 11, 1))
    assert given.claims[0].text == "Köchin bei Gasthaus Hof, seit Mai 2020."
    line = answer("Wie viele Gäste bewirtet sie?", german, today=date(2026, 11, 1))
    assert line.claims[0].text == f"Laut Lebenslauf (Gasthaus Hof): “{LINE}”"
