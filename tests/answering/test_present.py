"""Words that mean one thing beside a job and another as a verb."""

from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from resume.document.publish import publish
from resume.passages import published

pytestmark = pytest.mark.django_db

ANN = {
    "basics": {"name": "Ann Kell"},
    "work": [
        {
            "name": "Lee Valley",
            "position": "Lead Midwife",
            "startDate": "2020-09",
            "highlights": ["Cut the cost of agency shifts by a fifth."],
        },
        {
            "name": "Munster College",
            "position": "Part-time Lecturer",
            "startDate": "2022-01",
            "endDate": "2024-06",
        },
    ],
    "languages": [{"language": "Irish", "fluency": "Native speaker"}],
}


def said(question: str) -> str:
    publish(ANN)
    given = answer(question, published(), today=date(2026, 11, 29))
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize("word", ["current", "present"])
def test_how_long_somebody_has_had_the_present_role(word: str) -> None:
    assert said(f"How long has she been in her {word} role?").startswith("Six years")


def test_a_language_somebody_speaks_does_not_say_that_they_present() -> None:
    assert "Irish" not in said("Does she present at conferences?")


def test_downloads_of_something_are_no_wish_for_the_pdf() -> None:
    assert "PDF" not in said("How many downloads did the podcast get?")
    assert "“PDF” link" in said("Can I download the CV?")


@pytest.mark.parametrize("question", ["Did she save money?", "Hat sie Geld gespart?"])
def test_money_is_no_thing_that_a_resume_could_lack(question: str) -> None:
    assert "mention" not in said(question)
    assert "erwähnt" not in said(question)
