"""A word that could ask for an address or a salary does so only where it is asked for."""

from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from tests.answering.passages import NURSE, entry

OPTICIAN = (
    *NURSE[:3],
    *entry(
        "work-lens",
        "Deputy Branch Manager, Lens Hall",
        "Deputy Branch Manager at Lens Hall, from January 2010 to December 2012.",
        "2010-01",
        "2012-12",
        "Fitted 350 contact lenses a year.",
        "The screening bus was paid for by the county.",
        "Reached a revenue of 1.6 million.",
    ),
    *entry(
        "work-hall",
        "Branch Manager, Optic Row",
        "Branch Manager at Optic Row, from January 2013 to December 2014.",
        "2013-01",
        "2014-12",
    ),
)


def said(question: str) -> str:
    given = answer(question, OPTICIAN, today=date(2026, 11, 1))
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Does she have experience with contact lenses?", "350 contact lenses"),
        ("Who paid for the screening bus?", "paid for by the county"),
        ("What revenue did she reach?", "1.6 million"),
        ("How can I contact her?", "ines@okafor.example"),
        ("What is her phone number?", "ines@okafor.example"),
        ("How much is she paid?", "pay expectations"),
        ("exp w/ contact lenses?", "350 contact lenses"),
    ],
)
def test_a_stray_word_does_not_pick_what_is_asked(question: str, told: str) -> None:
    assert told in said(question)


def test_a_deputy_has_not_been_what_she_deputised_for() -> None:
    assert said("How long was she a branch manager?").startswith("Two years")
    assert said("How long was she a deputy branch manager?").startswith("Three years")
