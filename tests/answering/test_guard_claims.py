"""What the claim guard lets pass and what it cuts, about three people."""

import json
from collections.abc import Sequence
from datetime import date

import pytest

from chatkit.answering.grounding import Guard
from chatkit.answering.parsing.marks import without_marks
from chatkit.answering.passages import Passage
from resume.passages import published
from resume.versions.publishing import publish
from tests.answering.honest import HONEST
from tests.answering.invented import INVENTED
from tests.answering.passages import NURSE, VIOLINIST
from tests.support.database import ROOT

SAMPLE = ROOT / "resume/samples/sample.json"
TODAY = date(2026, 11, 20)
BUILT: dict[str, Guard] = {}


def cases(corpus: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(who, text) for who, texts in corpus.items() for text in texts]


@pytest.fixture
def guard(who, db):
    """Built once for each person."""
    if who not in BUILT:
        people = {"nurse": NURSE, "violinist": VIOLINIST}
        BUILT[who] = Guard(people.get(who) or engineer(), "", TODAY)
    return BUILT[who]


def engineer() -> Sequence[Passage]:
    publish(json.loads(SAMPLE.read_text(encoding="utf-8")))
    return published()


@pytest.mark.parametrize(("who", "text"), cases(HONEST))
def test_what_the_resume_says_may_be_said_in_other_words(guard, text):
    checked = guard.check_sentence(text)

    assert checked.cut == ()
    assert without_marks(checked.text) == without_marks(text)


@pytest.mark.parametrize(("who", "text"), cases(INVENTED))
def test_what_the_resume_does_not_say_is_cut(guard, text):
    checked = guard.check_sentence(text)

    assert checked.text == ""
    assert checked.cut == (text,)
