"""How a streamed answer is taken apart: early, in whole sentences, to the letter."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatkit.answering.grounding import Sentences
from chatkit.answering.parsing.sentences import LIMIT
from tests.support.grounding import split

# What could confuse a splitter, in any order.
PIECES = st.sampled_from(
    [
        *(
            "She",
            "dr",
            "Dr.",
            "e.g.",
            "Inc.",
            "z. B.",
            "3.5",
            "2021",
            "1.",
            "- ",
            "## ",
        ),
        *(
            ".",
            "!",
            "?",
            "…",
            "。",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\t",
            "[3]",
            "[",
            "]",
            "【1】",
        ),
        *("**", "“", "”", "x" * 50, " word" * 40, "é", "谷歌", "|", ">", "No.", "\r\n"),
    ]
)
TEXTS = st.one_of(st.text(max_size=2000), st.lists(PIECES, max_size=60).map("".join))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("One. Two! Three?", ["One. ", "Two! ", "Three?"]),
        ("Dr. Adeyemi wrote it. He did.", ["Dr. Adeyemi wrote it. ", "He did."]),
        ("Tools, e.g. Excel. Yes.", ["Tools, e.g. Excel. ", "Yes."]),
        ("At Acme Inc. in Hull. Then.", ["At Acme Inc. in Hull. ", "Then."]),
        ("A B.Sc. in Nursing. Ok.", ["A B.Sc. in Nursing. ", "Ok."]),
        ("Etwa z. B. Excel. Ja.", ["Etwa z. B. Excel. ", "Ja."]),
        ("It rose to 3.5 percent. So.", ["It rose to 3.5 percent. ", "So."]),
        ("In 2021. Then Node.js. End", ["In 2021. ", "Then Node.js. ", "End"]),
        ("A fact. [3] Another.[4] Third.", ["A fact. [3] ", "Another.[4] ", "Third."]),
        ("A fact. [1][2] More.", ["A fact. [1][2] ", "More."]),
        ("A fact. [1, 2]\n\nMore.", ["A fact. [1, 2]\n\n", "More."]),
        (
            "See. [Site](https://a.example) ok",
            ["See. ", "[Site](https://a.example) ok"],
        ),
        ("No. She did not. No. 5 it is.", ["No. ", "She did not. ", "No. 5 it is."]),
        ("He said “Yes.” Then he left.", ["He said “Yes.” ", "Then he left."]),
        ("**Bold.** Next.", ["**Bold.** ", "Next."]),
        ("She is a Ph.D. student.", ["She is a Ph.D. student."]),
        ("一。二。三", ["一。", "二。", "三"]),
        (
            "Jobs:\n- Nurse. In Hull.\n  - Nights.\n1. First. One.\n## Head. Line\nEnd.",
            [
                "Jobs:\n",
                "- Nurse. In Hull.\n",
                "  - Nights.\n",
                "1. First. One.\n",
                "## Head. Line\n",
                "End.",
            ],
        ),
    ],
)
def test_a_sentence_a_list_item_and_a_heading_are_one_piece(text, pieces):
    assert split(text) == pieces


def test_a_sentence_is_there_as_soon_as_the_next_one_begins():
    sentences = Sentences()

    assert sentences.feed("She is a nurse.") == []
    assert sentences.feed(" [1]") == []
    assert sentences.feed(" ") == []
    assert sentences.feed("T") == ["She is a nurse. [1] "]
    assert sentences.finish() == ["T"]
    assert sentences.finish() == []


@settings(deadline=None, database=None)
@given(TEXTS, st.randoms(use_true_random=False))
def test_nothing_is_lost_or_added_however_it_arrives(text, random):
    sentences = Sentences()
    pieces, rest = [], text
    while rest:
        size = random.randint(1, 40)
        pieces += sentences.feed(rest[:size])
        rest = rest[size:]
        held = len(text) - len(rest) - sum(map(len, pieces))
        assert held <= LIMIT
    pieces += sentences.finish()

    assert "".join(pieces) == text
    assert all(pieces)
    assert pieces == split(text)
