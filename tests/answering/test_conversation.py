"""Follow-ups are about what the last answer cited, which is kept with the thread."""

from datetime import date

import pytest

from chatkit.answering.extractive import prepared
from chatkit.answering.extractive.responder import answer
from chatkit.answering.questions.conversation import Exchange
from resume.passages import Passage
from tests.answering.passages import NURSE, VIOLINIST, entry
from tests.support.model_site import Site


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


@pytest.mark.parametrize(
    ("passages", "questions", "expected"),
    [
        (NURSE, "certificates / which is the newest", "The latest: “Advanced Life"),
        (
            NURSE,
            "certificates / which is the newest / and the oldest?",
            "The first: “N",
        ),
        (
            NURSE,
            "certificates / who issued the second / and the first?",
            "Resuscitation",
        ),
        (
            NURSE,
            "certificates / who issued the first / and the other one?",
            "Nursing C",
        ),
        (NURSE, "certificates / any others?", "That is all the résumé lists there."),
        (NURSE, "certificates / is the first one still valid?", "how long it is valid"),
        (VIOLINIST, "which languages / which is the weakest?", "Lowest by the"),
        (VIOLINIST, "does she speak french? / und Englisch?", "“English: C1.”"),
        (VIOLINIST, "how many pupils did she teach? / and players?", "40 players"),
        (NURSE, "does she know Excel? / where did she use it?", "triage checklist"),
        (NURSE, "where does she work? / thanks! / and before that?", "Harbour Clinic"),
        (NURSE, "her studies? / did she work at the same time?", "No, the résumé does"),
        (NURSE, "volunteering? / what is her role there?", "Crew Member at Humber"),
        (NURSE, "volunteering? / and before that?", "anything earlier than Humber"),
        (NURSE, "how long was she at harbour? / who was her boss there?", "at Harbour"),
        (NURSE, "what did she do at harbour? / how old is that?", "From 2015 to April"),
        (NURSE, "where does she work? / source?", "From the résumé:"),
        (NURSE, "where does she work? / wo steht das?", "Aus dem Lebenslauf:"),
        (NURSE, "what did she do in 2021? / and in 2016?", "Staff Nurse at Harbour"),
    ],
)
def test_a_follow_up_is_about_what_was_last_talked_about(
    passages: tuple[Passage, ...], questions: str, expected: str
) -> None:
    assert expected in talk(passages, *questions.split(" / "))[-1]


def test_a_list_that_was_cut_goes_on_where_it_ended() -> None:
    many = entry("skills-0", "Skill 0", "Skill 0: None.")
    for number in range(1, 10):
        many += entry(f"skills-{number}", f"Skill {number}", f"Skill {number}: Some.")

    first, rest = talk(many, "skills", "show the rest")

    assert "Skill 6" in first
    assert "Skill 7: Some. Skill 8: Some. Skill 9: Some." in rest


@pytest.mark.django_db(transaction=True)
async def test_a_worker_that_has_answered_nothing_yet_goes_on_with_a_conversation(
    site: Site,
) -> None:
    site.configure(CHATKIT_MODEL="")
    first = await site.ask("list her jobs")
    prepared._kept.clear()

    await site.ask("thanks!", first.thread_id)
    second = await site.ask("how long was she in the second one?", first.thread_id)
    prepared._kept.clear()
    before = await site.ask("and before that?", first.thread_id)

    assert "Kattegat Ferries" in second.text
    assert "Parcel & Pine" in before.text


WORKED_ON = (
    *NURSE,
    *entry("projects-0", "Night Board", "Night Board, 2016.", "2016-01", "2016-06"),
    *entry("projects-1", "Calm Room", "Calm Room, 2021.", "2021-01", "2021-06"),
    *entry(
        "publications-0", "Triage at night, Ward Review", "Triage at night.", "2022"
    ),
    *entry("education-leeds", "MSc in Care, Leeds", "MSc in Care.", "2018", "2019"),
)


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        ("which projects has she worked on?", "Calm Room"),
        ("which projects has she worked on? / tell me more about the second", "2021"),
        (
            "which projects has she worked on? / the first / her job at that time?",
            "Staff Nurse at Harbour Clinic",
        ),
        ("where does she work? / what did she introduce there?", "Introduced a triage"),
        ("what did she do at harbour? / did she publish anything about it?", "Triage"),
        ("where did she study? / and her first degree?", "BSc in Nursing"),
        ("Calm Room? / where did she work then?", "Charge Nurse at St. Brannoc"),
        ("which languages does she speak? / what about Spanish?", "not list Spanish"),
    ],
)
def test_what_was_worked_on_is_no_position(questions: str, expected: str) -> None:
    assert expected in talk(WORKED_ON, *questions.split(" / "))[-1]
