"""Words that mean one thing beside a job and another as a verb."""

from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from resume.passages import published
from resume.versions.publishing import publish

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


@pytest.mark.parametrize("word", ["current", "present", "latest"])
def test_how_long_somebody_has_had_the_present_role(word: str) -> None:
    assert said(f"How long has she been in her {word} role?").startswith("Six years")


@pytest.mark.parametrize("question", ["Has she given talks?", "Can she present?"])
def test_a_language_somebody_speaks_does_not_say_that_they_present(
    question: str,
) -> None:
    assert "Irish" not in said(question)


def test_downloads_of_something_are_no_wish_for_the_pdf() -> None:
    assert "PDF" not in said("How many downloads did the podcast get?")
    assert "“PDF” link" in said("Can I download the CV?")


def test_money_is_no_thing_that_a_resume_could_lack() -> None:
    assert "erwähnt" not in said("Hat sie Geld gespart?")
