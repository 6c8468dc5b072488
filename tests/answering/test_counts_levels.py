"""How many, which one in a row, and what is the best by the level given."""

from dataclasses import replace
from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from resume.passages import Passage
from tests.answering.passages import about, entry


def rated(id: str, title: str, level: str) -> tuple[Passage, ...]:
    (passage,) = entry(id, title, f"{title}: {level}.")
    return (replace(passage, facts=replace(passage.facts, level=level)),)


COOK = (
    about("name", "Ada Moreau", "Ada Moreau is a Chef."),
    *entry(
        "work-inn",
        "Head Chef, Quay Inn",
        "Head Chef at Quay Inn. Runs a kitchen of 40 square metres.",
        "2020-01",
        "",
        "Leads 14 cooks and two porters.",
        "Cut the time to a table from 30 to 12 minutes.",
    ),
    *entry("work-sous", "Sous Chef, Old Mill", "Sous Chef.", "2016-01", "2019-12"),
    *entry("work-cook", "Cook, Old Mill", "Cook of sauces.", "2013-01", "2015-12"),
    *entry("work-help", "Porter, Pier Cafe", "Porter.", "2011-01", "2012-12"),
    *entry("awards-spoon", "Green Spoon, Guild of Sauces", "Won it.", "2021-06"),
    *rated("skills-butchery", "Butchery", "Expert"),
    *rated("skills-pastry", "Pastry", "Basic"),
    *rated("languages-french", "French", "Native speaker"),
    *rated("languages-welsh", "Welsh", "Conversational (B1)"),
)


def said(question: str) -> str:
    given = answer(question, COOK, today=date(2026, 11, 1))
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("How many people does she manage?", "Quay Inn: “Leads 14 cooks"),
        ("How many employers has she had?", "Three employers:"),
        ("How many jobs has she had?", "Four positions:"),
        ("What was her second job?", "Cook at Old Mill"),
        ("Her second to last job?", "Sous Chef at Old Mill"),
        ("How long has she been in her current job?", "Six years and eleven months"),
        ("What is her strongest skill?", "Highest by the level given: Butchery"),
        ("Her weakest language?", "Lowest by the level given: Welsh"),
        ("Is her Welsh better than her French?", "No: “Welsh"),
        ("Is she better at pastry or butchery?", "Highest by the level given: Butch"),
        ("How many sauces did she make?", "Cook at Old Mill"),
        ("Did she leave Old Mill in 2012?", "No: “Sous Chef"),
        ("Did she leave Old Mill in 2019?", "Yes: “Sous Chef"),
        ("She worked at Old Mill?", "Yes: “Sous Chef"),
    ],
)
def test_counts_and_levels_answer_first(question: str, opening: str) -> None:
    assert said(question).startswith(opening), said(question)
