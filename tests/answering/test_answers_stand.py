"""Whatever the résumé and the question: what is said stands in what is cited."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from chatkit.answering.extractive.responder import answer
from resume.passages import Passage
from tests.answering.passages import about, entry

TODAY = date(2026, 11, 20)
EMPLOYERS = ("Quillmere Bakery", "Ostrava Rail", "Tamsin & Sons", "Klinik Wedelsang")
TITLES = ("Baker", "Night Manager", "Signaller", "Research Nurse", "Foreman")
DEEDS = (
    "Trained {n} apprentices.",
    "Cut waste from {n} to 3 percent.",
    "Won the Brodsworth Medal in {y}.",
    "Moved {n} patients to the Halden Ward.",
)
QUESTIONS = (
    "Where do they work now?",
    "What did she do at {employer}?",
    "When did she join {employer}?",
    "How long was she at {employer}?",
    "Was she a {title} in {y}?",
    "How many apprentices did she train?",
    "What happened in {y}?",
    "What was her first job?",
    "Did she win the Nobel Prize in {y}?",
    "Tell me about her",
    "Wo arbeitet sie jetzt?",
    "¿Qué hizo en {employer}?",
    "Où travaillait-elle en {y}?",
    "O que ela fez em {y}?",
)
FIGURE = re.compile(r"\d+")
NAMES = set(
    re.findall(r"[A-Z]\w{3,}", " ".join((*EMPLOYERS, "Brodsworth Medal Halden Ward")))
)


@st.composite
def resumes(draw: st.DrawFn) -> tuple[Passage, ...]:
    passages = [about("name", "Vera Lindqvist", "Vera Lindqvist is a Baker.")]
    year = draw(st.integers(1995, 2008))
    for number in range(draw(st.integers(1, 4))):
        end = year + draw(st.integers(1, 5))
        title, employer = draw(st.sampled_from(TITLES)), EMPLOYERS[number]
        deed = draw(st.sampled_from(DEEDS))
        passages += entry(
            f"work-{number}",
            f"{title}, {employer}",
            f"{title} at {employer}, from March {year} to May {end}.",
            f"{year}-03",
            f"{end}-05",
            deed.format(n=draw(st.integers(4, 60)), y=year + 1),
        )
        year = end
    return tuple(passages)


@st.composite
def questions(draw: st.DrawFn) -> str:
    return draw(st.sampled_from(QUESTIONS)).format(
        employer=draw(st.sampled_from(EMPLOYERS)),
        title=draw(st.sampled_from(TITLES)),
        y=draw(st.integers(1995, 2026)),
    )


@settings(deadline=None, database=None, max_examples=150)
@given(resumes(), questions())
def test_every_figure_and_name_in_an_answer_stands_in_a_cited_element(passages, asked):
    for claim in answer(asked, passages, today=TODAY).claims:
        if not claim.passages:
            continue
        held = " ".join(f"{p.title} {p.text} {p.facts}" for p in claim.passages)
        text = _without_what_is_computed(claim.text)
        for word in (*FIGURE.findall(text), *(NAMES & set(re.findall(r"\w+", text)))):
            assert word in held or word in asked, (claim.text, held)


def _without_what_is_computed(text: str) -> str:
    """Durations and today, which follow from dates."""
    text = re.sub(
        r"\b\d+ (?:years?|months?|Jahren?|años?|ans?|mois|anos?|mes\w*)\b", "", text
    )
    return text.replace(str(TODAY.year), "")
