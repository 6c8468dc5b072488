"""manage.py check_answers and try_questions."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from chatkit.models import OwnAnswer, QuestionCheck, Thread, Turn

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]


def run(*arguments: str) -> tuple[str, int]:
    """What a command printed, and its exit status."""
    out, status = StringIO(), 0
    try:
        call_command(*arguments, stdout=out, no_color=True)
    except SystemExit as end:
        status = int(str(end.code))
    return out.getvalue(), status


def try_(folder: Path, questions: Any) -> tuple[str, int]:
    file = folder / "questions"
    text = questions if isinstance(questions, str) else json.dumps(questions)
    file.write_text(text, encoding="utf-8")
    return run("try_questions", str(file))


def test_kept_questions_are_asked_again_and_those_that_got_worse_are_named() -> None:
    own = OwnAnswer.objects.create(question="Do you have a dog?", answer="A collie.")
    for question, cited in (
        ("Has she got a dog?", own.pk),
        ("Where does she live?", 0),
    ):
        QuestionCheck.objects.create(
            question=question,
            answer="“A collie.”",
            cited=[f"answer-{cited}"] * bool(cited),
        )
    printed, status = run("check_answers")
    assert "2 of 2 are answered well." in printed
    assert status == 0
    assert not Thread.objects.exists()
    assert not Turn.objects.exists()

    own.enabled = False
    own.save()
    printed, status = run("check_answers")
    assert "worse  Has she got a dog?\n       It is not answered any more." in printed
    assert "then: “A collie.”" in printed
    assert "ok     Where does she live?" in printed
    assert status == 1


def test_an_answer_that_rests_on_something_else_now_is_worse() -> None:
    QuestionCheck.objects.create(
        question="Where does she live?", answer="In Oslo.", cited=["answer-9"]
    )
    printed, status = run("check_answers")
    assert "The answer does not rest on what it rested on then." in printed
    assert status == 1


def test_a_site_without_kept_questions_is_told_how_to_keep_one() -> None:
    printed, status = run("check_answers")
    assert "No question has been kept yet." in printed
    assert status == 0


def test_questions_of_a_text_file_are_asked_and_answered(tmp_path: Path) -> None:
    printed, status = try_(tmp_path, "Where does she work?\n\nWhere does she live?\n")
    assert "Where does she work?\n    Staff Engineer at Northwind Rail" in printed
    assert "right wrong" not in printed
    assert status == 0


def test_expectations_are_judged_and_a_floor_decides(tmp_path: Path) -> None:
    talk: list[dict[str, Any]] = [
        {
            "q": "Where does she work?",
            "thread": "a",
            "cite": "Northwind",
            "kind": "job",
        },
        {"q": "Since when?", "thread": "a", "all": ["2021"], "kind": "when"},
        {"q": "Anything else?"},
    ]
    printed, status = try_(tmp_path, talk)
    assert "answers: 2 of 2 right, 100 %" in printed
    assert "later                1     0" in printed
    assert status == 0

    talk[1]["all"] = ["1999"]
    printed, status = try_(tmp_path, talk)
    assert "lacks 1999" in printed
    assert status == 1


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "has no question"),
        ("[{", "is no JSON"),
        ('[{"all": ["x"]}]', "Question 1 has no text"),
        ('[{"q": "Where?", "all": ["("]}]', "is no regular expression"),
        ('["Where?", 7]', "Question 2 has no text"),
    ],
)
def test_a_file_that_can_not_be_used_is_explained(
    tmp_path: Path, content: str, complaint: str
) -> None:
    with pytest.raises(CommandError, match=complaint):
        try_(tmp_path, content)
    with pytest.raises(CommandError, match="can't be read"):
        run("try_questions", str(tmp_path / "nothing"))
