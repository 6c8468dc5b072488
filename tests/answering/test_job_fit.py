"""A job description, pasted or attached, is held against the résumé."""

from datetime import date

import pytest

from chatkit.answering.extractive.compose import Answer
from chatkit.answering.extractive.responder import answer
from tests.answering.passages import NURSE

JOB = """job.pdf:
Senior Nurse
Mercy Hospital, Lisbon
Requirements:
- Experience with triage in an emergency department
- You know Epic, Excel and the Manchester system
- Fluent in English
- BSc in Nursing
- TIG welding
We offer:
- A gym in Porto
"""


def ask(question: str, attached: str = JOB) -> Answer:
    return answer(question, NURSE, attached, today=date(2026, 11, 28))


def said(given: Answer) -> str:
    return "\n".join(claim.text for claim in given.claims)


def cited(given: Answer) -> set[str]:
    return {passage.id for claim in given.claims for passage in claim.passages}


@pytest.mark.parametrize(
    "question",
    [
        "Does this person fit the attached job?",
        "Is she a good match?",
        "Are they qualified for this role?",
        "Compare her with the job description please",
        "Does she meet the requirements?",
        "Here is the job, have a look",
    ],
)
def test_the_balance_comes_first_then_the_evidence_then_the_gaps(
    question: str,
) -> None:
    given = ask(question)
    first, *_, gaps = given.claims
    assert first.text == "Meets 3 of 5 requirements, 1 partly; 1 not in the résumé."
    assert gaps.text == "Not in the résumé: TIG welding."
    assert cited(given) == {
        *("skills-triage", "skills-office", "languages-english"),
        *("education-hull", "work-st-brannoc-2"),
    }


def test_what_is_met_in_part_says_what_is_short_of_it() -> None:
    (row,) = (c for c in ask("Does she fit?").claims if "Epic" in c.text)
    assert row.text.endswith("Not mentioned: Epic.")
    assert [passage.id for passage in row.passages] == [
        "skills-office",
        "skills-triage",
    ]


def test_a_question_in_another_language_gets_the_sheet_in_it() -> None:
    text = said(ask("Passt sie auf die Stelle im Anhang?"))
    assert text.startswith("Erfüllt 3 von 5 Anforderungen, 1 teilweise")
    assert "Nicht im Lebenslauf: TIG welding." in text


def test_what_the_job_offers_and_who_offers_it_is_not_asked_of_the_person() -> None:
    text = said(ask("Does she fit?"))
    assert "Porto" not in text
    assert "Mercy" not in text


def test_a_job_is_read_to_its_last_line_also_after_what_it_offers() -> None:
    job = (
        "We look for a nurse with triage.\nWe offer: a gym.\nYou need a BSc in Nursing."
    )
    given = ask("Does she fit?", job)
    assert said(given).startswith("Meets 2 of 2 requirements.")
    assert "education-hull" in cited(given)
    assert "gym" not in said(given)


def test_whatever_is_said_of_the_person_is_quoted_from_a_passage() -> None:
    quotations = 0
    for claim in ask("Does she fit?").claims:
        texts = [passage.text for passage in claim.passages]
        for quoted in claim.text.split("“")[1:]:
            quotations += 1
            assert any(quoted.partition("”")[0].rstrip(".") in t for t in texts)
    assert quotations


def test_a_job_with_nothing_of_theirs_is_not_made_to_fit() -> None:
    given = ask(
        "Is she a match?", "job.txt:\nMust know TIG welding. Kubernetes needed."
    )
    assert not given.found
    assert cited(given) == set()
    assert said(given).startswith("Meets 0 of ")


@pytest.mark.parametrize(
    "question", ["Where does she work now?", "What was their first job?", "Thanks!"]
)
def test_other_questions_are_answered_as_if_nothing_were_attached(
    question: str,
) -> None:
    assert ask(question) == ask(question, "")


def test_without_a_file_there_is_nothing_to_hold_against_the_resume() -> None:
    assert "Meets" not in said(ask("Does she fit the attached job?", ""))


def test_a_long_or_empty_file_is_answered_briefly() -> None:
    long = "a.txt:\n" + "Must know Rust, Triage. " * 800
    assert len(said(ask("Does she fit?", long))) < 2_000
    empty = ask("Does she fit?", "a.txt:\n")
    assert said(empty).startswith("I found no requirements in that text")
    assert not empty.found


def test_a_description_that_was_pasted_is_read_with_and_without_its_lines() -> None:
    lines = ask(JOB, "")
    flowing = ask(" ".join(f"{JOB} {JOB}".split()), "")
    assert said(lines).startswith("Meets 3 of 5 requirements, 1 partly")
    assert flowing.claims == lines.claims


@pytest.mark.parametrize(
    "question",
    [
        "What experience does she have?\nAnd which skills?",
        "Hello!\n\nTell me\nabout her\nwork in Dublin.",
        "Must know: where does she work?\nRequired: which languages?\nEssential: age?",
        "I have read the page and liked it a lot. The section about the night shift is"
        " moving. I worked in a hospital myself, for years, and know how rare it is that"
        " somebody writes so plainly about it. What did she do before she came to Leeds?",
    ],
)
def test_a_message_that_asks_nothing_of_a_candidate_is_no_description(
    question: str,
) -> None:
    assert "requirement" not in said(ask(question, ""))
