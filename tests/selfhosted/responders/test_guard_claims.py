"""What the claim guard lets pass and what it cuts, about three people."""

from datetime import date

import pytest

from chatkit.selfhosted.responders.guard import Guard
from tests.selfhosted.responders.guard_data import HONEST, INVENTED, VIOLINIST
from tests.selfhosted.responders.passages import NURSE

TODAY = date(2026, 11, 20)


def cases(corpus):
    return [(who, text) for who, texts in corpus.items() for text in texts]


@pytest.fixture
def guards(sample):
    from resume.passages import published

    people = {"engineer": published(), "nurse": NURSE, "violinist": VIOLINIST}
    return {who: Guard(passages, "", TODAY) for who, passages in people.items()}


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "text"), cases(HONEST))
def test_what_the_resume_says_may_be_said_in_other_words(guards, who, text):
    assert guards[who].sentence(text).text == text


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "text"), cases(INVENTED))
def test_what_the_resume_does_not_say_is_cut(guards, who, text):
    checked = guards[who].sentence(text)

    assert checked.text == ""
    assert checked.cut == (text,)
