"""The fit sheet of job descriptions of several professions, in five languages."""

from collections.abc import Sequence
from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from chatkit.answering.fit.answer import FitAnswer
from chatkit.answering.fit.description import MOST
from chatkit.answering.fit.sheet import Row, Sheet
from chatkit.answering.passages import Passage
from tests.answering import job_ads
from tests.answering.passages import NURSE, VIOLINIST, entry
from tests.answering.test_guard_claims import engineer

pytestmark = pytest.mark.django_db

ADS = [
    (job_ads.BACKEND, "engineer", "Meets 8 of 11 requirements, 3 partly."),
    (job_ads.ICU, NURSE, "Meets 4 of 6 requirements; 2 not in the résumé."),
    (
        job_ads.WARD_DE,
        NURSE,
        "Erfüllt 4 von 6 Anforderungen, 1 teilweise; 1 nicht im Lebenslauf.",
    ),
    (
        job_ads.NURSE_FR,
        NURSE,
        "Remplit 3 sur 5 exigences, 1 en partie ; absentes du CV : 1.",
    ),
    (
        job_ads.TEACHER_ES,
        VIOLINIST,
        "Cumple 2 de 4 requisitos, 1 en parte; sin mención en el currículum: 1.",
    ),
    (
        job_ads.BACKEND_PT,
        "engineer",
        "Cumpre 5 de 6 requisitos; sem menção no currículo: 1.",
    ),
    (
        job_ads.DEVELOPER_DE,
        "engineer",
        "Erfüllt 3 von 5 Anforderungen, 1 teilweise; 1 nicht im Lebenslauf.",
    ),
    (
        job_ads.ACCOUNTANT,
        "engineer",
        "Meets 1 of 6 requirements; 5 not in the résumé.",
    ),
    (job_ads.TASKS_ONLY, VIOLINIST, "Meets 2 of 3 requirements, 1 partly."),
]


def ask(text: str, who: Sequence[Passage] | str) -> FitAnswer:
    passages = engineer() if isinstance(who, str) else who
    given = answer(text, passages, today=date(2026, 11, 28))
    assert isinstance(given, FitAnswer)
    return given


def row(sheet: Sheet, words: str) -> Row:
    (found,) = (one for one in sheet.rows if words in one.asked)
    return found


def of(requirement: str, who: Sequence[Passage] | str = NURSE) -> Row:
    """The row of one requirement, beside another that makes it a description."""
    sheet = ask(f"Requirements:\n- {requirement}\n- Zeppelin piloting\n", who).sheet
    return row(sheet, requirement[:40])


@pytest.mark.parametrize(("text", "who", "balance"), ADS)
def test_a_description_is_summed_up_in_its_language(
    text: str, who: Sequence[Passage] | str, balance: str
) -> None:
    given = ask(text, who)
    assert given.claims[0].text == balance
    for one in given.sheet.rows:
        assert bool(one.evidence) == (one.key in ("met", "partly"))


def test_must_haves_come_before_what_would_be_nice() -> None:
    rows = ask(job_ads.BACKEND, "engineer").sheet.rows
    musts = [one.must for one in rows]
    assert musts == sorted(musts, reverse=True)
    assert [one.asked for one in rows if not one.must] == [
        "ideally with Django",
        "Terraform and Helm",
        "Experience in the railway industry",
        "Swedish",
    ]


def test_personal_qualities_are_named_apart_and_are_no_gaps() -> None:
    sheet = ask(job_ads.WARD_DE, NURSE).sheet
    assert sheet.soft == ("Teamfähigkeit", "Belastbarkeit", "Einfühlungsvermögen")
    assert not any("Team" in one.asked for one in sheet.rows)


def test_words_of_another_language_are_left_open_and_not_denied() -> None:
    sheet = ask(job_ads.TEACHER_ES, VIOLINIST).sheet
    assert sheet.unknown == ("Experiencia en orquesta de cámara",)


@pytest.mark.parametrize(
    ("requirement", "verdict", "note"),
    [
        ("5+ years as a nurse", "met", "About eleven years in positions"),
        ("15 years of professional experience", "partly", "fifteen years asked for"),
        ("ten years of triage", "partly", "and seven months in positions"),
        ("3 years of Excel and nursing", "met", "in positions that mention it"),
        ("6 months of night shifts", "met", "Six years and seven months"),
        ("Two years of JavaScript", "partly", "doesn't say for how long; two years"),
    ],
)
def test_years_asked_for_are_compared_with_dates(
    requirement: str, verdict: str, note: str
) -> None:
    found = of(requirement)
    assert found.key == verdict
    assert any(note in one for one in found.notes)


def test_years_at_the_same_time_count_once() -> None:
    clerk = entry("work-a", "Clerk, Alder", "Kept Excel.", "2010-01", "2014-12")
    tutor = entry("work-b", "Tutor, Birch", "Taught Excel.", "2012-01", "2017-12")
    found = of("9 years of Excel", (*clerk, *tutor))
    assert found.notes == (
        "Eight years in positions that mention it; nine years asked for.",
    )


def test_a_number_of_years_that_the_resume_states_is_evidence() -> None:
    found = of("10 years of Python", "engineer")
    assert found.key == "met"
    assert "Twelve years of Python" in found.evidence[0].text


@pytest.mark.parametrize(
    ("requirement", "verdict"),
    [
        ("BSc in Nursing", "met"),
        ("Bachelor's or Master's degree in nursing", "met"),
        ("MSc in Nursing", "partly"),
        ("Degree in chemistry", "partly"),
        ("Degree in chemistry, nursing or a related field", "met"),
        ("PhD", "partly"),
        ("Native English", "met"),
        ("Fluent French", "missing"),
        ("English and Igbo", "met"),
        ("Native Igbo", "partly"),
        ("Advanced Life Support", "met"),
        ("Prince2 or Advanced Life Support certificate", "met"),
        ("Prince2 and Advanced Life Support certificates", "partly"),
        ("Office software such as Excel or Numbers", "met"),
        ("Must live in Leeds", "met"),
        ("Must be based in Oslo", "missing"),
        ("Team of 14 nurses", "met"),
        ("Led a team of 40 nurses", "partly"),
        ("Driving licence", "missing"),
        ("Ability to lead night shifts", "met"),
        ("Registered dentist (adult or child)", "partly"),
        ("Advanced Life Support (ALS / ACLS)", "met"),
        ("Triage (SAP or Oracle)", "partly"),
        ("Excel 365", "met"),
    ],
)
def test_a_requirement_gets_the_verdict_that_the_resume_supports(
    requirement: str, verdict: str
) -> None:
    assert of(requirement).key == verdict


def test_a_request_in_one_line_is_compared_too() -> None:
    given = ask(
        "Hi! We need someone with 5+ years in nursing, ALS and Excel. You must speak Igbo."
        " Does she fit?",
        NURSE,
    )
    assert given.claims[0].text == "Meets 2 of 2 requirements."


def test_no_more_than_forty_requirements_are_compared_and_it_says_so() -> None:
    many = "Requirements:\n" + "\n".join(f"- Skill{n}x and Excel" for n in range(60))
    given = ask(many, NURSE)
    assert len(given.sheet.rows) == MOST
    assert "Only the first 40 requirements are compared." in given.claims[-1].text
