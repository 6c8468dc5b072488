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
        "Toured Denmark for three weeks.",
    ),
    *entry(
        "volunteer-shelter",
        "Vet, Shelter of Leith",
        "Vet at Shelter of Leith, since June 2019.",
        "2019-06",
    ),
    *entry("skills-office", "Practice software", "Practice software: VetOne."),
    *entry("skills-surgery", "Bovine surgery", "Bovine surgery: sutures."),
    *entry(
        "awards-calf",
        "Calf Prize, Denmark Vets",
        "Calf Prize, awarded by Denmark Vets, in May 2019.",
        "2019-05",
    ),
    *entry(
        "education-vet",
        "MVB, Leith College",
        "MVB at Leith College, from September 2009 to June 2014.",
        "2009-09",
        "2014-06",
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
        ("Did she win anything in Denmark?", "Calf Prize"),
        ("Which software does she know?", "VetOne"),
        ("When did she graduate?", "June 2014"),
        ("How many awards does she have?", "One award"),
    ],
)
def test_the_reading_that_explains_most_of_a_question_answers_it(
    question: str, told: str
) -> None:
    assert told in said(question)


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        (
            "Has she experience in poultry freight?",
            "mention “poultry freight”",
            "“poultry”",
        ),
        ("Tem experiência com alguma raça?", "currículo", "raça"),
        ("Who won the world cup in 2022?", "I can only help", "mention"),
        ("Did Marsh Zoo get a lion house?", "Zoo Vet at Marsh Zoo", "lion"),
        ("Which colour has Herd Watch?", "Herd Watch, since May 2021", "does not say"),
        ("How do I cure my cow of bird flu?", "I can only help", "leaflet"),
    ],
)
def test_what_is_not_there_is_said_without_picking_at_words(
    question: str, told: str, untold: str
) -> None:
    assert told in said(question)
    assert untold not in said(question)


def test_a_number_in_words_of_the_resumes_language_counts() -> None:
    passages = entry(
        "work-dom",
        "Tierärztin, Tierpark",
        "Tierärztin im Tierpark, seit Mai 2020.",
        "2020-05",
        "",
        "Führte 17.000 Akten über.",
        "Leitet ein Team von vier Personen.",
    )
    given = answer("How many people does she lead?", passages)
    assert "vier Personen" in given.claims[0].text


def test_software_is_asked_for_without_the_other_skills() -> None:
    assert "sutures" not in said("Which software does she know?")


def test_what_is_known_of_a_thing_is_no_yes_to_a_prize_for_it() -> None:
    assert not said("Has she won a prize for sutures?").startswith("Yes")


def test_what_is_held_elsewhere_is_no_denial_of_a_certificate() -> None:
    told = said("Is she board certified in bovine surgery?")
    assert "closest line" in told
    assert "does not list" not in told
