"""A figure, a deed or a rank belongs to what the résumé says it of."""

import re
from datetime import date

import pytest

from chatkit.answering.grounding import Guard
from tests.answering.passages import about, entry
from tests.support.grounding import answer

SURVEYOR = (
    about("name", "Signe Holt", "Signe Holt is a hydrographic surveyor."),
    about(
        "summary",
        "Summary",
        "Surveyor of harbours. Looking for a post in Bergen, no relocation abroad."
        " Car licence, but no boat licence.",
    ),
    *entry(
        "work-tidemark",
        "Survey Lead, Tidemark",
        "Survey Lead at Tidemark in Aberdeen, since April 2019.",
        "2019-04",
        "",
        "Assessed 184 mooring applications and refused 23 of them.",
        "Specified a mapping app, which a contractor programmed.",
        "Brought errors down from 7 to 1.8 per thousand soundings.",
        "Ran weekly labs for 2 groups of 24 students.",
        "Saved 14,000 pounds in the first year.",
        "Gave the tide tables to an outside firm in 2023.",
        "Helped the captain with the night watch.",
        "Shortened the set-up of a sonar from two days to 40 minutes.",
    ),
    *entry(
        "work-norsund",
        "Deckhand, Norsund Ferries",
        "Deckhand at Norsund Ferries in Bodø, from March 2012 to June 2015.",
        "2012-03",
        "2015-06",
        "Moved the logs from paper to a database.",
    ),
    *entry(
        "certificates-chs",
        "Certified Harbour Surveyor, Sea Board",
        "Certified Harbour Surveyor, issued by Sea Board in May 2020.",
        "2020-05",
    ),
    *entry(
        "awards-year",
        "Surveyor of the Year, runner-up, Sea Board",
        "Surveyor of the Year, runner-up, awarded by Sea Board in May 2022.",
        "2022-05",
    ),
    *entry("languages-norwegian", "Norwegian", "Norwegian: Fluent."),
)
NUMBER = {passage.id: number for number, passage in enumerate(SURVEYOR, 1)}
TIDEMARK, NORSUND = NUMBER["work-tidemark"], NUMBER["work-norsund"]


@pytest.mark.parametrize(
    "text",
    [
        "She refused 184 mooring applications.",
        "She taught 24 groups of students.",
        "She has worked for seven employers.",
        "She saved 14,000 pounds a month.",
        "Errors went from 1.8 to 7 per thousand soundings.",
        "She programmed the mapping app.",
        "She compiles the tide tables.",
        "She is the captain at Tidemark.",
        "She is popular at Tidemark.",
        "She founded Tidemark.",
        "She holds a car and a boat licence.",
        "She was named Surveyor of the Year in May 2022.",
        "Norwegian is her mother tongue.",
        "She hopes to sail around the world.",
        "She joined Tidemark before she worked at Norsund Ferries.",
        "She passed the CHS while at Norsund Ferries.",
        "Bei Tidemark war sie Deckhand.",
        f"She is skilled in isotope dating of errors [{NUMBER['languages-norwegian']}].",
    ],
)
def test_what_belongs_to_something_else_is_cut(text):
    assert _guard().check_sentence(text).text == ""


@pytest.mark.parametrize(
    "text",
    [
        "Of the 184 applications she assessed, 23 were refused, about one in eight.",
        "She was at Norsund Ferries for three years and four months.",
        "Errors were brought down to 1.8 per thousand soundings instead of 7.",
        "She brought the set-up of a sonar down from two days to under an hour.",
        "The tide tables were given to an outside firm in 2023.",
        "She has held the CHS since May 2020.",
        "Her highest listed certificate is that of a Certified Harbour Surveyor.",
        "She worked at Norsund Ferries before she joined Tidemark.",
        f"She led surveys for Tidemark [{TIDEMARK}] and moved logs from paper to a"
        f" database at Norsund Ferries [{NORSUND}].",
        "Sie sucht eine Stelle in Bergen.",
    ],
)
def test_another_form_of_a_fact_is_kept(text):
    assert _guard().check_sentence(text).cut == ()


@pytest.mark.parametrize(
    ("question", "text", "shown"),
    [
        ("Does she speak Norwegian?", "Yes.", "Yes."),
        ("Does she speak Norwegian?", "No.", ""),
        ("Does she speak Norwegian?", "The résumé does not mention it.", ""),
        ("Does she speak Finnish?", "Yes.", ""),
        ("Does she speak Finnish?", "No.", "No."),
    ],
)
def test_a_bare_answer_is_checked_against_the_question(question, text, shown):
    assert re.sub(r" \[\d+\]", "", answer(text, SURVEYOR, question)) == shown


def _guard() -> Guard:
    return Guard(SURVEYOR, "", date(2026, 11, 20))
