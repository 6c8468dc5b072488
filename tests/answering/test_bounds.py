"""What an answer may cost, and how long it may be, whatever is typed."""

import time
from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from resume.facts import Facts
from resume.passages import Passage
from tests.answering.passages import NURSE, entry

TYPED = [
    "x" * 4_000,
    "Rust " * 800,
    "what " * 800,
    "2019 " * 800,
    "(" * 4_000,
    "last year " * 400,
    "langauges acheivements expereince mangaed " * 90,
    "Ünïcödé " * 500,
    "Requirements:\n- must know " + "Kafka, Triage, " * 250 + "\nskills\nx",
]


def cost(question: str, passages: tuple[Passage, ...]) -> float:
    """Seconds of this thread's processor time, the least of three."""
    spent = []
    for _ in range(3):
        start = time.thread_time()
        answer(question, passages, today=date(2026, 11, 28))
        spent.append(time.thread_time() - start)
    return min(spent)


@pytest.mark.parametrize("question", TYPED, ids=lambda text: text[:12])
def test_whatever_is_typed_costs_little_and_is_answered_briefly(question: str) -> None:
    given = answer(question, NURSE, today=date(2026, 11, 28))

    assert sum(len(claim.text) for claim in given.claims) < 1_200
    assert cost(question, NURSE) < 0.05


def test_a_list_shows_seven_items_and_where_the_rest_is() -> None:
    many = tuple(
        passage
        for number in range(500)
        for passage in entry(f"skills-{number}", f"Skill {number}", f"Skill {number}.")
    )

    claims = answer("skills?", many, today=date(2026, 11, 28)).claims

    assert len([claim for claim in claims if claim.bullet]) == 8
    assert claims[-1].text == "and 493 more"
    assert claims[-1].passages[0].id == "skills-7"


def test_a_summary_of_a_megabyte_is_cut_and_costs_little() -> None:
    text = "- did thing number 0, with care\n" * 32_000
    long = (Passage("basics-summary", "statement", "Summary", text, Facts()),)

    answer("hello", long, today=date(2026, 11, 28))
    given = answer("tldr", long, today=date(2026, 11, 28))

    assert sum(len(claim.text) for claim in given.claims) < 600
    assert cost("tldr", long) < 0.5
