"""Citation marks as models write them, extracted from their text."""

import random

import pytest

from chatkit.answering.llm.citations import CitationParser, CitedText, extract_citations

TEXT = "She leads [1]. She paints [2, 3]."


@pytest.mark.parametrize(
    ("written", "text", "marks"),
    [
        ("She leads [1].", "She leads.", [(10, (1,))]),
        ("She leads. [1] ", "She leads. ", [(10, (1,))]),
        ("She leads [1][2].", "She leads.", [(10, (1, 2))]),
        ("She leads [1], [2].", "She leads.", [(10, (1, 2))]),
        ("She leads [1, 3].", "She leads.", [(10, (1, 3))]),
        ("She leads [1-3].", "She leads.", [(10, (1, 2, 3))]),
        ("She leads [1–3].", "She leads.", [(10, (1, 2, 3))]),
        ("She leads [^2].", "She leads.", [(10, (2,))]),
        ("She leads [passage 2].", "She leads.", [(10, (2,))]),
        ("She leads [2](#work-1).", "She leads.", [(10, (2,))]),
        ("She leads【1】.", "She leads.", [(10, (1,))]),
        ("She leads【1†source】.", "She leads.", [(10, (1,))]),
        ("“She leads [1].”", "“She leads.”", [(12, (1,))]),
        ("She leads [1] and paints [2].", "She leads and paints.", [(9, (1,)), (21, (2,))]),
        ("[1] She leads.", "She leads.", [(10, (1,))]),
        ("- [1] She leads.\n", "- She leads.\n", [(1, (1,))]),
        ("She leads [sic].", "She leads [sic].", []),
        ("A list[int] of [x].", "A list[int] of [x].", []),
        ("She leads 彼女 [1]。", "She leads 彼女。", [(13, (1,))]),
        ("Since 2021 (a) she leads.", "Since 2021 (a) she leads.", []),
    ],
)  # fmt: skip
def test_a_mark_is_removed_and_is_placed_after_what_it_supports(
    written: str, text: str, marks: list[tuple[int, tuple[int, ...]]]
) -> None:
    assert extract_citations(written) == CitedText(text, tuple(marks))


@pytest.mark.parametrize("seed", range(20))
def test_a_mark_split_between_pieces_is_one_mark(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    parser, text, cited, rest = CitationParser(), "", list[int](), TEXT
    while rest:
        size = chance.randint(1, 6)
        cited_text = parser.feed(rest[:size])
        rest = rest[size:]
        text += cited_text.text
        cited += [number for _, numbers in cited_text.marks for number in numbers]
    text += parser.finish().text
    assert (text, cited) == ("She leads. She paints.", [1, 2, 3])


def test_an_unfinished_mark_is_text() -> None:
    parser = CitationParser()
    assert parser.feed("She leads [1").text == "She leads"
    assert parser.finish().text == " [1"


def test_a_long_range_is_bounded() -> None:
    assert len(extract_citations("She leads [1-9999].").marks[0][1]) <= 12
