"""Follow-ups are about what the last answer cited, which is kept with the thread."""

from datetime import date

import pytest

from chatkit.answering.extractive.responder import answer
from chatkit.answering.questions.conversation import Exchange
from resume.passages import Passage
from tests.answering.passages import NURSE, VIOLINIST


def talk(passages: tuple[Passage, ...], *questions: str) -> list[str]:
    history: list[Exchange] = []
    texts = []
    for question in questions:
        given = answer(question, passages, history=history, today=date(2026, 11, 28))
        cited = tuple(p.id for claim in given.claims for p in claim.passages)
        history.append(Exchange(question, cited))
        texts.append(" ".join(claim.text for claim in given.claims))
    return texts


def test_a_bare_question_is_about_what_was_just_said() -> None:
    _, since, before, length, did = talk(
        NURSE,
        "Where does she work now?",
        "since when?",
        "and before that?",
        "how long was that?",
        "what did she do there?",
    )

    assert since.startswith("Since May 2020")
    assert "Staff Nurse at Harbour Clinic" in before
    assert length.startswith("About five years")
    assert "Taught 40 student nurses" in did


def test_a_question_is_repeated_of_something_else() -> None:
    *_, harbour = talk(
        NURSE, "How long was she at St. Brannoc Hospital?", "and at Harbour Clinic?"
    )

    assert harbour.startswith("About five years")


def test_the_second_of_a_list_is_the_one_shown_second() -> None:
    *_, issuer = talk(NURSE, "list her certificates", "who issued the second one?")

    assert issuer == "Nursing Council."


def test_a_question_of_its_own_is_not_about_the_last_answer() -> None:
    *_, spoken = talk(NURSE, "What did she do at Harbour Clinic?", "languages?")

    assert "Igbo" in spoken


def test_a_number_is_asked_of_what_was_just_named() -> None:
    *_, pupils = talk(VIOLINIST, "Has she taught pupils?", "how many?")

    assert "25 pupils" in pupils


@pytest.mark.parametrize("question", ["there?", "that?", "why?", "the second one"])
def test_without_a_conversation_a_follow_up_claims_nothing(question: str) -> None:
    given = answer(question, NURSE, today=date(2026, 11, 28))

    assert not any(claim.passages for claim in given.claims)
