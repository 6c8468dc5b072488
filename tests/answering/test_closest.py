"""What a line says under a kindred word, or says in part, is shown and not denied."""

from datetime import date

import pytest

from chatkit.answering.extractive.compose import Answer
from chatkit.answering.extractive.responder import answer
from resume.passages import Passage
from tests.answering.passages import about, entry

SURVEYOR = (
    about("name", "Ada Rune", "Ada Rune is a Surveyor."),
    *entry(
        "work-county",
        "Surveyor, County Mapping",
        "Surveyor at County Mapping, since May 2020.",
        "2020-05",
        "",
        "Mapped a nature reserve with two ornithologists.",
        "Taught herself to read old charts.",
        "Prepares the application for the ISO seal, not granted yet.",
    ),
    *entry("skills-maps", "Maps", "Maps: QGIS, cartography."),
    *entry(
        "certificates-air",
        "Photogrammetry, Air Office",
        "Photogrammetry, issued by Air Office, in May 2021.",
        "2021-05",
    ),
)
ENGINEER = (
    about("name", "Jan Moor", "Jan Moor ist Tiefbauingenieur."),
    *entry(
        "work-bau",
        "Bauleiter, Deichbau GmbH",
        "Bauleiter bei der Deichbau GmbH, seit Mai 2020.",
        "2020-05",
        "",
        "Die Bauzeit des Regenüberlaufbeckens am Hafen um drei Monate verkürzt.",
        "Sorgt für Sicherheit auf drei Baustellen.",
    ),
)


def asked(question: str, passages: tuple[Passage, ...] = SURVEYOR) -> Answer:
    return answer(question, passages, today=date(2026, 11, 1))


def said(given: Answer) -> str:
    return " ".join(claim.text for claim in given.claims)


@pytest.mark.parametrize(
    ("question", "passages", "line"),
    [
        ("GIS?", SURVEYOR, "QGIS"),
        ("Any ornithology?", SURVEYOR, "ornithologists"),
        ("Verkürzung der Bauzeit am Überlaufbecken?", ENGINEER, "drei Monate"),
    ],
)
def test_a_line_with_a_kindred_word_is_found(
    question: str, passages: tuple[Passage, ...], line: str
) -> None:
    given = asked(question, passages)
    assert given.found
    assert line in said(given)


def test_a_kindred_word_is_no_reason_for_a_yes() -> None:
    told = said(asked("Has she a photogrammetrical certificate?"))
    assert told == "Photogrammetry, issued by Air Office, in May 2021."


@pytest.mark.parametrize("word", ["photography", "choreography", "surveillance"])
def test_words_that_only_end_or_begin_alike_are_not_kindred(word: str) -> None:
    assert "does not mention" in said(asked(f"Experience with {word}?"))


def test_a_line_that_says_part_of_it_is_called_the_closest() -> None:
    given = asked("Has she protected a nature park?")
    assert said(given).startswith("Nothing says exactly that. The closest line: ")
    assert [p.id for claim in given.claims for p in claim.passages] == ["work-county-1"]
    assert not given.found  # what the owner may want to answer


def test_a_certificate_asked_for_is_found_where_it_is_told_of() -> None:
    told = said(asked("Does she hold an ISO certificate?"))
    assert "not granted yet" in told
    assert "does not" not in told


@pytest.mark.parametrize(
    "question", ["Has she mapped with ArcView?", "Has she taught chemistry?"]
)
def test_neither_a_missing_name_nor_a_verb_alone_comes_close(question: str) -> None:
    assert "does not mention" in said(asked(question))


def test_a_word_of_grammar_is_not_read_as_its_stem() -> None:
    """German "sich" has the stem of "sicher"."""
    assert "Sicherheit" not in said(asked("Kennt er sich mit Brücken aus?", ENGINEER))
