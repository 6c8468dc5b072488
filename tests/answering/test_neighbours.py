"""What came before, after and between, told by names, places, kinds and degrees."""

from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from tests.answering.passages import about, entry

NURSE = (
    about("name", "Ada Moreau", "Ada Moreau is a Nurse."),
    *entry("work-ward", "Ward Manager, Hill Ward", "Ward Manager.", "2021-05"),
    *entry("work-icu", "ICU Nurse, Lea Trust", "ICU Nurse.", "2016-04", "2021-04"),
    *entry("work-home", "Carer, Elm House", "Carer in Selby.", "2010-06", "2013-06"),
    *entry(
        "volunteer-clinic",
        "Nurse, Lakeside Clinic",
        "Mother-and-child clinic in Kenya.",
        "2014-10",
        "2015-03",
    ),
    *entry("education-york", "MSc Care, York College", "MSc.", "2017-09", "2018-07"),
    *entry(
        "education-leeds",
        "BSc Nursing, University of Leeds",
        "BSc.",
        "2010-09",
        "2014-07",
    ),
)


def said(question: str) -> str:
    given = answer(question, NURSE, today=date(2026, 11, 1))
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("What did she do after Kenya?", "After Lakeside Clinic: “ICU Nurse"),
        ("Where did she work before the ward?", "Before Hill Ward: “ICU Nurse"),
        ("What did she do right after graduating?", "After University of Leeds"),
        ("First job after university?", "After University of Leeds: “ICU Nurse"),
        (
            "What did she do between Elm House and Lea?",
            "Between Elm House and Lea Trust: “Nurse at Lakeside Clinic",
        ),
        ("How long between Elm House and Lea?", "Two years and nine months, from July"),
        (
            "Which came first, York or Leeds?",
            "BSc Nursing came first: “BSc Nursing at University of Leeds",
        ),
        (
            "Which is more recent, York or Leeds?",
            "MSc Care came later: “MSc Care at York College",
        ),
        ("Was Kenya before or after her bachelor?", "After: “Nurse at Lakeside"),
    ],
)
def test_the_neighbour_in_time_is_found(question: str, opening: str) -> None:
    assert said(question).startswith(opening), said(question)
