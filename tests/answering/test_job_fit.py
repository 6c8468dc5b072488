"""A job description that was attached is held against the résumé, word by word."""

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
    ],
)
def test_the_jobs_words_that_the_resume_has_are_quoted_with_their_passages(
    question: str,
) -> None:
    given = ask(question)
    assert given.found
    assert cited(given) == {
        *("skills-triage", "languages-english", "education-hull"),
        *("basics-summary", "work-st-brannoc-2"),
    }
    assert said(given).startswith("Of what the attached text asks for, the résumé has:")


def test_names_of_the_job_that_the_resume_lacks_are_the_visitors_words() -> None:
    given = ask("Does she fit?")
    (missing,) = (c for c in given.claims if "does not mention" in c.text)
    assert missing.text == "The résumé does not mention “Epic”."
    assert missing.passages == ()


def test_what_the_job_offers_and_who_offers_it_is_not_asked_of_the_person() -> None:
    text = said(ask("Does she fit?"))
    assert "Porto" not in text
    assert "Mercy" not in text


def test_a_job_is_read_to_its_last_line_also_after_what_it_offers() -> None:
    job = (
        "We look for a nurse with triage.\nWe offer: a gym.\nYou need a BSc in Nursing."
    )
    given = ask("Does she fit?", job)
    assert "“triage”" in said(given)
    assert "education-hull" in cited(given)
    assert "gym" not in said(given)


def test_whatever_is_said_of_the_person_is_quoted_from_a_passage() -> None:
    for claim in ask("Does she fit?").claims:
        for passage in claim.passages:
            quoted = claim.text.partition(": ")[2]
            for sentence in quoted.strip("“”").split(" … "):
                assert sentence.strip("“”.") in passage.text


def test_a_job_with_nothing_of_theirs_is_not_made_to_fit() -> None:
    given = ask("Is she a match?", "job.txt:\nMust know TIG welding and Kubernetes.")
    assert not given.found
    assert cited(given) == set()
    assert "does not mention “TIG”, “Kubernetes”." in said(given)


@pytest.mark.parametrize(
    "question", ["Where does she work now?", "What was their first job?"]
)
def test_other_questions_are_answered_as_if_nothing_were_attached(
    question: str,
) -> None:
    assert ask(question) == ask(question, "")


def test_without_a_file_there_is_nothing_to_hold_against_the_resume() -> None:
    assert "attached text" not in said(ask("Does she fit the attached job?", ""))


def test_a_long_or_empty_file_is_answered_briefly() -> None:
    assert (
        len(said(ask("Does she fit?", "a.txt:\n" + "Must know Rust, Triage. " * 800)))
        < 2_000
    )
    assert not ask("Does she fit?", "a.txt:\n").found


def test_a_description_that_was_pasted_is_held_against_the_resume() -> None:
    lines = ask(JOB, "")
    flowing = ask(" ".join(f"{JOB} {JOB}".split()), "")

    for given in (lines, flowing):
        assert said(given).startswith(
            "Of what the pasted text asks for, the résumé has:"
        )
        assert given.found


@pytest.mark.parametrize(
    "question",
    [
        "What experience does she have?\nAnd which skills?",
        "Hello!\n\nTell me\nabout her\nwork in Dublin.",
    ],
)
def test_a_question_of_a_few_lines_stays_one(question: str) -> None:
    assert "pasted text" not in said(ask(question, ""))
