"""bench/answers.py: what it counts as right."""

from pathlib import Path
from typing import Any

import pytest

from bench import answers
from chatkit.operations import judging

JOB = "Nurse at Lee Valley, since 2023."


@pytest.mark.parametrize(
    ("rules", "answer", "fault"),
    [
        ({"all": ["2023"], "none": ["Dublin"], "cite": "Nurse"}, JOB, ""),
        ({"all": ["2024"]}, JOB, "lacks 2024"),
        ({"none": ["Lee"]}, JOB, "has Lee"),
        ({"cite": "Cook"}, JOB, "does not cite Cook"),
        ({"abstain": True}, JOB, "does not abstain"),
        ({"abstain": True}, "The résumé does not say.", ""),
        ({}, "The résumé does not say.", "denies"),
        ({"deny_ok": True}, "The résumé does not say.", ""),
        ({}, "El currículum no lo dice.", "denies"),
        ({"lang": "de"}, JOB, "not in de"),
        ({"lang": "de"}, "“Nurse” bei “Lee Valley”, seit 2023.", ""),
        ({"max_chars": 10}, JOB, "too long"),
        ({"max_sentences": 1}, f"{JOB} {JOB}", "too long"),
        ({"max_sentences": 1}, "“Led a ward. Taught.” with Dr. Ames.", ""),
        ({"kind": "smalltalk"}, "Hi. " * 80, "too long"),
    ],
)
def test_an_answer_is_right_if_it_breaks_no_rule_of_its_question(
    rules: dict[str, Any], answer: str, fault: str
) -> None:
    found = judging.faults({"kind": "current", **rules}, answer, ["Nurse"])
    assert "; ".join(found) == fault


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({}, 0),
        ({("en", "first"): 12}, 0),
        ({("en", "first"): 20}, 1),
        ({("en", "later"): 3}, 1),
        ({("de", "first"): 3}, 1),
    ],
)
def test_the_run_fails_below_a_floor(
    wrong: dict[tuple[str, str], int],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    asked = {("en", "first"): 100, ("en", "later"): 10, ("de", "first"): 10}
    rows = [
        {"id": "1", "q": "?", "kind": "current", "lg": lg, "turn": turn, "answer": "A"}
        | {"faults": "lacks B" if number < wrong.get((lg, turn), 0) else ""}
        for (lg, turn), count in asked.items()
        for number in range(count)
    ]
    half = tmp_path / "before"
    half.mkdir()
    (half / "nurse.qa.json").write_text("[]")
    monkeypatch.setattr(answers, "CASES", tmp_path)
    monkeypatch.setattr(answers, "ask", lambda resume, questions: rows)
    assert answers.main() == code
