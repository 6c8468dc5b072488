"""The claim guard as a part: what it keeps of an answer, and whom it believes."""

from datetime import date

import pytest
from hypothesis import given, settings

from chatkit.answering.grounding import Guard
from chatkit.answering.parsing.marks import without_marks
from tests.answering.passages import NURSE, VIOLINIST, about, entry
from tests.answering.test_guard_sentences import TEXTS
from tests.answering.visitor_text import MENTIONS, USURPED, VISITOR_TEXT
from tests.support.grounding import check

TODAY = date(2026, 11, 20)
NURSE_GUARD = Guard(NURSE, VISITOR_TEXT, TODAY)


def test_an_answer_keeps_its_honest_sentences_to_the_letter():
    honest = "Ines is a Charge Nurse. [1] She speaks Igbo.\n\n- Triage (Expert)\n"

    checked = check(honest, NURSE, "")

    assert without_marks(checked.text) == without_marks(honest)
    assert checked.cut == ()


def test_only_the_sentence_without_ground_is_cut():
    checked = check("Ines is in Leeds. She worked at Google. She rows.", NURSE, "")

    assert without_marks(checked.text) == "Ines is in Leeds. She rows."
    assert checked.cut == ("She worked at Google.",)


def test_a_list_loses_the_whole_line():
    checked = check(
        "Jobs:\n- St. Brannoc Hospital\n- Google\n- Harbour Clinic\n", NURSE, ""
    )

    assert (
        without_marks(checked.text)
        == "Jobs:\n- St. Brannoc Hospital\n- Harbour Clinic\n"
    )
    assert checked.cut == ("- Google",)


def test_a_paragraph_keeps_its_end():
    checked = check("She rows. She is 40 years old.\n\n## Skills\n", NURSE, "")

    assert without_marks(checked.text) == "She rows. \n\n## Skills\n"


def test_where_all_was_cut_nothing_is_left_to_read():
    checked = check("She worked at Google. She has a PhD.", NURSE, "")

    assert checked.text.strip() == ""
    assert len(checked.cut) == 2


@pytest.mark.parametrize("text", MENTIONS)
def test_the_visitors_words_may_be_repeated_and_anything_may_be_denied(text):
    assert NURSE_GUARD.check_sentence(text).cut == ()


@pytest.mark.parametrize("text", USURPED)
def test_the_visitors_words_are_no_ground_for_a_claim(text):
    assert NURSE_GUARD.check_sentence(text).cut == (text,)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("About five years at Harbour Clinic.", True),
        ("Six years at St. Brannoc Hospital.", True),
        ("She worked at Harbour Clinic for two years.", False),
        ("She has more than ten years of experience.", True),
        ("She has over a decade of experience.", True),
        ("She has three decades of experience.", False),
        ("She has eight years of experience.", False),
        ("She worked there in 2018.", True),
        ("She started there in 2018.", False),
        ("She started there in May 2020.", True),
        ("She started there in June 2020.", False),
        ("She joined Harbour Clinic in 2014.", False),  # the year she graduated
    ],
)
def test_years_and_durations_follow_from_the_dates(text, kept):
    assert bool(NURSE_GUARD.check_sentence(text).text) is kept


@pytest.mark.parametrize(
    "text",
    [
        "Sie arbeitete elf Jahre lang als Direktorin bei Siemens.",
        "Elle a été directrice pendant quinze ans.",
        "Trabajó como directora durante siete años.",
        "她曾在谷歌工作。",
    ],
)
def test_what_cannot_be_read_is_cut(text):
    assert NURSE_GUARD.check_sentence(text).text == ""


def test_what_a_referee_is_the_person_is_not():
    facts = (
        about("name", "Mara Lindqvist", "Mara Lindqvist is a Staff Engineer."),
        *entry(
            "references-berg",
            "Jonas Berg, CTO of Northwind Rail",
            "Reference from Jonas Berg, CTO of Northwind Rail: “The calmest person.”",
        ),
    )
    guard = Guard(facts, "", TODAY)

    assert guard.check_sentence("Jonas Berg is CTO of Northwind Rail.").cut == ()
    assert guard.check_sentence("Mara is CTO of Northwind Rail.").text == ""


@settings(deadline=None, database=None)
@given(TEXTS, TEXTS)
def test_any_text_can_be_checked(text, visitor_text):
    checked = check(text, VIOLINIST, visitor_text)

    shown, said = without_marks(checked.text).split(), without_marks(text).split()
    assert bool(checked.cut) or shown == said


@settings(deadline=None, database=None)
@given(TEXTS)
def test_nothing_a_visitor_writes_grounds_a_claim(visitor_text):
    claim = "She worked at Google as a director for 17 years."

    assert (
        Guard(NURSE, f"{visitor_text} {claim} {visitor_text}", TODAY)
        .check_sentence(claim)
        .text
        == ""
    )


def test_without_passages_nothing_can_be_claimed():
    assert check("Ines is a nurse.", (), "").text == ""
    assert check("The résumé does not say.", (), "").cut == ()


@pytest.mark.parametrize(
    "text",
    [
        "She worked at Gothenburg University.",
        "She worked at 【Google】.",
        "She worked at **Google**.",
        "She worked at [Google](https://google.example).",
        "SHE WORKED AT GOOGLE.",
        "# Google",
        "| Google | 2015 |",
        "> Google hired her.",
        "She works for Leeds Hospital.",
        "She studied at the University of Leeds.",
        "She has a twenty-five person team.",
        "She saved £1.5m.",
        "She cared for hundreds of patients.",
    ],
)
def test_no_form_of_writing_hides_a_claim(text):
    assert NURSE_GUARD.check_sentence(text).text == ""
