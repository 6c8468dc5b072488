"""What checking an answer costs, whatever a model writes."""

import time
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from chatkit.answering.grounding import AnswerGuard, Guard, Sentences
from chatkit.answering.grounding.answer import MOST_EFFORT
from tests.answering.passages import NURSE

LONGEST = 20_000  # characters of an answer that are checked
BOUND = 0.3  # seconds of processor time; five times that for a busy machine
UNITS = (
    "She led 14 nurses at Harbour Clinic, ",
    "She led. ",
    "- Excel 12\n",
    "Excel 12 nursing 7 triage, ",
    "not led no ",
    "from Excel to triage ",
    "Harbour Clinic of ",
    "elle a dirigé une équipe de 12 personnes, ",
    "1.",
    "a",
    " ",
)


def check(text: str) -> AnswerGuard:
    guard = Guard(NURSE, "", date(2026, 11, 20))
    answer, sentences = AnswerGuard(lambda: guard), Sentences()
    for sentence in (*sentences.feed(text), *sentences.finish()):
        answer.check(sentence)
    answer.finish()
    return answer


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("unit", UNITS)
def test_an_answer_of_any_kind_is_checked_in_bounded_time(unit):
    check("She led.")  # pays for the tables
    long = (unit * LONGEST)[:LONGEST]
    short = long[: LONGEST // 4]

    took = [min(timed(partial(check, t)) for _ in range(2)) for t in (short, long)]

    assert took[1] < 5 * BOUND
    assert took[1] < 10 * max(took[0], 0.02)  # four times the text


def test_what_comes_after_the_longest_answer_is_left_out_unread():
    answer = check(UNITS[0].replace(",", ".") * 500)

    assert answer.effort < 1.1 * MOST_EFFORT
    assert answer.cut[-1].reason == "more than is checked"
