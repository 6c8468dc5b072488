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
        ("She has been at Quay Inn since 2018, right?", "No: “Head Chef"),
        ("How many positions has she held at Old Mill?", "Two positions:"),
        ("Did she work at Old Mill in 2021?", "No: “Sous Chef"),
        ("Did she work at Old Mill in 2017?", "Yes: “Sous Chef"),
        ("Total time at Old Mill and Pier Cafe?", "Nine years: “Porter"),
        ("How many cooks report to her?", "Quay Inn: “Leads 14 cooks"),
        ("How long was she at each company?", "Quay Inn: six years and eleven"),
        ("Wie lange war sie bei jedem Arbeitgeber?", "Quay Inn: sechs Jahre"),
        ("Has she more than 20 years of experience?", "No, about sixteen years"),
        ("Was she at Old Mill for more than five years?", "Yes, seven years"),
        ("Is she a native speaker of Welsh?", "No: “Welsh"),
        ("¿Es hablante nativa de francés?", "Sí: “French"),
        ("Is she a native Welsh speaker?", "No: “Welsh"),
        ("Her worst skill?", "Lowest by the level given: Pastry"),
        ("¿Cuántos años fue cocinera?", "Unos"),
        ("Which languages does she speak fluently?", "French: Native speaker."),
        ("Was she a chef for more than twenty years?", "No, "),
        ("What is she weakest at?", "Lowest by the level given: Pastry"),
        ("Her best language after French?", "Highest by the level given: Welsh"),
    ],
)
def test_counts_and_levels_answer_first(question: str, opening: str) -> None:
    assert said(question).startswith(opening), said(question)


def test_a_number_is_found_with_the_thing_that_it_counts() -> None:
    passages = (
        about("name", "Ada Moreau", "Ada Moreau is a Chef."),
        *entry(
            "work-inn", "Chef, Inn", "Chef.", "2020", "", "Leads a team of 5 cooks."
        ),
        *entry(
            "work-old", "Cook, Mill", "Cook.", "2015", "2019", "Fed 90 people a day."
        ),
        *entry(
            "projects-oven",
            "Clay Oven",
            "A film of 12 parts about an oven.",
            "2021",
            "2022",
            "Cost €9,000.",
            "Drew 700 viewers.",
            "Saved €400 of gas.",
        ),
    )

    def said(question: str) -> str:
        return answer(question, passages, today=date(2026, 11, 1)).claims[0].text

    assert said("How many viewers did the oven have?").endswith("700 viewers.”")
    assert said("What did the Clay Oven cost?") == "Clay Oven: “Cost €9,000.”"
    assert "€9,000" in said("Was hat der Clay Oven gekostet?")
    assert "5 cooks" in said("Combien de cuisiniers dirige-t-elle ?")
    assert "5 cooks" in said("How many people does she lead?")
    assert said("How much did the Inn cost?").startswith("The résumé does not give")


KITCHEN = (
    about("name", "Ada Moreau", "Ada Moreau is a Chef."),
    about("summary", "Summary", "Twelve weeks' notice; open to pastry posts."),
    *entry(
        "work-inn",
        "Head Chef, Quay Inn",
        "Head Chef at Quay Inn.",
        "2020-01",
        "",
        "Lowered food waste from 18 to 7 percent.",
        "Raised the average bill from 38 to 52 euros.",
        "Won the tender for the harbour festival.",
        "Belongs to the voluntary fire brigade.",
    ),
    *entry("work-mill", "Sous Chef, Old Mill", "Sous Chef.", "2016-01", "2019-12"),
    *entry("awards-best", "Best Young Chef, Guild of Sauces", "A prize.", "2014-09"),
    *entry("volunteer-soup", "Cook, Soup Van", "Cook at Soup Van.", "2018-01"),
)


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Did food waste increase?", "No: Quay Inn: “Lowered food waste"),
        ("Did the average bill increase?", "Yes: Quay Inn: “Raised the average"),
        ("Did she win the tender?", "Yes: Quay Inn: “Won the tender"),
        ("Did she win best young chef?", "Yes: “Best Young Chef"),
        ("Was she head chef at Old Mill?", "No: “Sous Chef at Old Mill"),
        ("Is she in the fire brigade?", "Yes: Quay Inn: “Belongs to"),
        ("Any volunteer work?", "Cook at Soup Van"),
        ("Does she do any charity work?", "Cook at Soup Van"),
        ("Warum hat sie Old Mill 2017 verlassen?", "Der Lebenslauf sagt nicht, warum"),
        ("Notice period?", "“Twelve weeks' notice"),
        ("What's the weather in the harbour?", "I can only help with"),
        ("Give me a 3 bullet summary", "Ada Moreau is a Chef."),
        ("wht is her curent job", "Head Chef at Quay Inn"),
        ("How many ovens does Quay Inn own?", "The résumé does not give a number"),
    ],
)
def test_the_sense_of_a_question_decides(question: str, opening: str) -> None:
    given = answer(question, KITCHEN, today=date(2026, 11, 1))
    said = " ".join(claim.text for claim in given.claims)
    assert said.startswith(opening), said
