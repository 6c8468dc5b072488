"""An answer speaks to all of a question that the résumé has, not to one word of it."""

from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from tests.answering.passages import about, entry

VET = (
    about("name", "Ilse Brandt", "Ilse Brandt is a Veterinary Surgeon."),
    *entry(
        "work-farm",
        "Farm Vet, Dales Practice",
        "Farm Vet at Dales Practice, since May 2020.",
        "2020-05",
        "",
        "Cut empty kilometres of the night rounds by a third.",
    ),
    *entry(
        "work-zoo",
        "Zoo Vet, Marsh Zoo",
        "Zoo Vet at Marsh Zoo, from March 2015 to April 2020.",
        "2015-03",
        "2020-04",
        "Designed the leaflet on bird flu.",
    ),
    *entry(
        "volunteer-shelter",
        "Vet, Shelter of Leith",
        "Vet at Shelter of Leith, since June 2019.",
        "2019-06",
    ),
    *entry("projects-herd", "Herd Watch", "Herd Watch, since May 2021.", "2021-05"),
)


def said(question: str) -> str:
    given = answer(question, VET, today=date(2026, 11, 1))
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which projects has she worked on?", "Herd Watch"),
        ("Em que projetos ela trabalhou?", "Herd Watch"),
        ("Does she do any charity work?", "Shelter of Leith"),
        ("¿Cuánto redujo los kilómetros en vacío?", "Cut empty kilometres"),
        ("Was she a zoo vet longer than a farm vet?", "Dales Practice was longer"),
        ("Was she a farm vet at Marsh Zoo?", "No: “Zoo Vet at Marsh Zoo"),
        ("Is she married, any leaflets?", "personal"),
    ],
)
def test_the_reading_that_explains_most_of_a_question_answers_it(
    question: str, told: str
) -> None:
    assert told in said(question)
