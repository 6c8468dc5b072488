"""A question passes few of our files on its way to the stored answer."""

import json
import os
import subprocess
import sys

import pytest

from tests.support.database import ROOT

MAX_FILES = 30
MAX_ENTRIES = 3  # functions of one file that other files call


@pytest.fixture(scope="module")
def turns() -> dict[str, dict[str, list[str]]]:
    result = subprocess.run(
        [sys.executable, "-m", "tests.support.hops"],
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if "URL" not in k},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, dict[str, list[str]]] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("turn", ["first question", "follow-up"])
def test_a_question_passes_at_most_30_files(
    turns: dict[str, dict[str, list[str]]], turn: str
) -> None:
    assert len(turns[turn]) <= MAX_FILES, sorted(turns[turn])


@pytest.mark.parametrize("turn", ["first question", "follow-up"])
def test_no_file_is_entered_more_than_three_times(
    turns: dict[str, dict[str, list[str]]], turn: str
) -> None:
    crowded = {p: names for p, names in turns[turn].items() if len(names) > MAX_ENTRIES}
    assert crowded == {}
