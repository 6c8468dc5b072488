"""A yes is said only where the passage says no less, and a no only where it does."""

from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from tests.answering.passages import about, entry

BUILDER = (
    about("name", "Una Reyes", "Una Reyes is a Site Engineer."),
    about("summary", "Summary", "No driving licence. Not chartered yet."),
    *entry(
        "work-quay",
        "Senior Site Engineer, Quay Works",
        "Senior Site Engineer at Quay Works, since May 2020.",
        "2020-05",
        "",
        "Assisted the project director in the tender for the Lune tunnel.",
        "Poured the deck of the Lune viaduct.",
        "Supervised two graduates, one of whom is now a section manager.",
        "Raised output without a new crane.",
    ),
    *entry(
        "work-mole",
        "Assistant Planner, Mole Rail",
        "Assistant Planner at Mole Rail, from May 2016 to April 2020.",
        "2016-05",
        "2020-04",
    ),
    *entry(
        "awards-bridge",
        "Bridge Prize (shortlisted), Span Society",
        "Bridge Prize (shortlisted), awarded by Span Society.",
        "2022-06",
    ),
    *entry(
        "awards-safety",
        "Safety Medal, Quay Works",
        "Safety Medal, awarded by Quay Works.",
        "2023-06",
    ),
    *entry(
        "references-okell",
        "Ruth Okell, Professor",
        "Ruth Okell, Professor: “Una sees the crack first.”",
    ),
)


def said(question: str) -> str:
    given = answer(question, BUILDER, today=date(2026, 11, 1))
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Is she chartered?", "No: “"),
        ("Can she drive?", "“No driving licence.”"),
        ("Did she win the Bridge Prize?", "Bridge Prize (shortlisted)"),
        ("Did she win the Safety Medal?", "Yes: “"),
        ("Did she tender for the Lune tunnel?", "Quay Works: “Assisted"),
        ("Has she poured a viaduct deck?", "Yes: Quay Works"),
        ("Has she raised output?", "Yes: Quay Works"),
        ("Is she a director?", "Nothing says exactly that."),
        ("Is she a section manager?", "Nothing says exactly that."),
        ("Is she a professor?", "No position in the résumé has the title “professor”."),
        ("Is she a site engineer?", "Yes: “Senior Site Engineer"),
        ("Is she a planner?", "Nothing says exactly that."),
        ("Was she an assistant planner?", "Yes: “Assistant Planner"),
    ],
)
def test_a_yes_says_no_more_than_the_passage(question: str, opening: str) -> None:
    assert said(question).startswith(opening), said(question)
