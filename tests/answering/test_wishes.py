"""What somebody would and would not do, main and side posts, and what is denied by name."""

from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from tests.answering.passages import about, entry

LUTHIER = (
    about("name", "Pia Moor", "Pia Moor is a Luthier."),
    about(
        "summary",
        "Summary",
        "Luthier who repairs old cellos. Looks for a bench of her own in Basel, at 60"
        " percent; no weekend work and no relocation. Free from 1 May 2027. Not"
        " interested in electric guitars. Car licence, but no lorry licence.",
    ),
    *entry(
        "work-cremona",
        "Head Luthier, Cremona Strings",
        "Head Luthier at Cremona Strings, from May 2020 to May 2028.",
        "2020-05",
        "2028-05",
        "Shortened the wait for repairs from 9 to 4 weeks.",
        "Planned 40 crates for the spring fair.",
    ),
    *entry(
        "work-school",
        "Guest Lecturer, Mittenwald School",
        "Guest Lecturer at Mittenwald School, since May 2024.",
        "2024-05",
    ),
)


def said(question: str) -> str:
    given = answer(question, LUTHIER, today=date(2026, 11, 1))
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("Would she work at the weekend?", "No: “Looks for a bench"),
        ("Is she willing to relocate?", "no relocation"),
        ("We build electric guitars, would she be interested?", "Not interested"),
        ("Würde sie nach Hamburg umziehen?", "no relocation"),
        ("Can she drive a truck? We need a C licence.", "no lorry licence"),
        ("Part time or full time?", "at 60 percent"),
        ("Can she start in January?", "Free from 1 May 2027"),
    ],
)
def test_a_wish_is_answered_by_the_sentence_that_says_so_or_not(
    question: str, answers: str
) -> None:
    assert answers in said(question)


@pytest.mark.parametrize(
    "question",
    ["Where does she work?", "What is her current job?", "Dónde trabaja?"],
)
def test_the_main_post_comes_before_one_that_is_held_beside(question: str) -> None:
    text = said(question)
    assert text.index("Cremona") < text.find("Mittenwald") or "Mittenwald" not in text


def test_what_somebody_became_is_not_what_they_would_do() -> None:
    assert "no relocation" not in said("Wurde sie befördert? Waren es Celli?")
    assert "no relocation" in said("Würde sie umziehen?")


def test_a_post_that_ends_next_year_has_lasted_until_today() -> None:
    assert said("How long has she been at Cremona Strings?").startswith("Six years")


@pytest.mark.parametrize(
    "question",
    [
        "We need somebody reliable soon, has she danced?",
        "¿Se mudaría a Madrid en enero?",
        "Tenemos una vacante en la tienda, ¿la aceptaría?",
        "Experience with Kubernetes or cellos?",
    ],
)
def test_only_what_somebody_may_have_is_denied_by_name(question: str) -> None:
    text = said(question)
    assert not any(words in text for words in ("not mention", "no menciona"))


@pytest.mark.parametrize("name", ["Kubernetes", "Stradivari"])
def test_a_name_that_is_not_there_is_still_denied(name: str) -> None:
    assert (
        said(f"Has she worked with {name}?") == f"The résumé does not mention {name}."
    )


@pytest.mark.parametrize("question", ["Who is Ms Moor?", "Wer ist Frau Moor?"])
def test_who_somebody_is_gets_a_summary(question: str) -> None:
    assert "Luthier" in said(question)


def test_what_another_employer_counts_is_no_answer() -> None:
    assert "40 crates" not in said("How many crates does Mittenwald School own?")
