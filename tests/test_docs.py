"""What the documents say is what the code does."""

import importlib
import re
from itertools import groupby
from pathlib import Path

import pytest

from chatkit.answering.failures import FailureReason
from chatkit.config.options import OPTIONS
from tests.support.database import ROOT

EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs/ARCHITECTURE.md").read_text(encoding="utf-8")
#: Such as `chatkit.selfhosted.views.chat`.
NAMES = re.findall(r"`((?:chatkit|resume|resume_site)\.[\w.]+)`", ARCHITECTURE)
PATHS = re.findall(
    r"`((?:chatkit|resume|resume_site|static|docs)/[\w./-]*)`", ARCHITECTURE
)


def test_every_option_stands_in_the_example_with_its_help_and_default() -> None:
    blocks = [
        f"# --- {group} ---\n\n"
        + "".join(
            f"# {o.help}\n# {o.variable}={o.text(o.default)}\n\n" for o in options
        )
        for group, options in groupby(OPTIONS, key=lambda option: option.group)
    ]
    assert EXAMPLE.rstrip("\n").endswith("".join(blocks).rstrip("\n"))


def test_every_variable_the_site_reads_stands_in_the_example() -> None:
    read = set()
    for path in (
        *("resume_site/settings.py", "resume_site/env.py", "resume_site/dotenv.py"),
        "gunicorn.conf.py",
    ):
        source = (ROOT / path).read_text(encoding="utf-8")
        read |= set(
            re.findall(
                r'(?:env\.\w+|\.read|text|boolean|str)\([^"()]*(?:\([^()]*\))?[^"()]*"([A-Z_]+)"',
                source,
            )
        )
    shown = set(re.findall(r"^# ([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    assert read - shown == set()


def test_the_runbook_has_each_fallback_reason_in_the_words_of_the_admin() -> None:
    runbook = (ROOT / "docs/RUNBOOK.md").read_text(encoding="utf-8")
    for reason in FailureReason:
        assert f"| `{reason}` | {reason.meaning}" in runbook


@pytest.mark.parametrize("name", NAMES)
def test_every_name_in_the_architecture_exists(name: str) -> None:
    parts = name.split(".")
    modules = [
        end
        for end in range(1, len(parts) + 1)
        if is_module(ROOT.joinpath(*parts[:end]))
    ]
    found = importlib.import_module(".".join(parts[: modules[-1]]))
    for part in parts[modules[-1] :]:
        found = getattr(found, part)


def is_module(path: Path) -> bool:
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def test_every_path_in_the_architecture_exists() -> None:
    assert [path for path in PATHS if not (ROOT / path).exists()] == []


def test_the_architecture_draws_each_path() -> None:
    steps = re.findall(r"^\d+\. `[\w.]+`", ARCHITECTURE, re.MULTILINE)
    assert len(steps) >= 30
