"""`make run` installs what was tested: each package, with its hash."""

import re
from importlib.metadata import requires
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.database import ROOT

spec: Any = spec_from_file_location("install", ROOT / "scripts/install.py")
install = module_from_spec(spec)
spec.loader.exec_module(install)


def pinned(file: str) -> dict[str, str]:
    """Each package's version; of the direct ones in a .txt, of all in a .lock."""
    text = (ROOT / file).read_text(encoding="utf-8")
    found = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)", text, re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_a_lock_has_the_versions_of_its_requirements_and_all_they_need(
    name: str,
) -> None:
    """If this fails after a change of requirements: make lock."""
    locked = pinned(f"{name}.lock")
    assert pinned(f"{name}.txt").items() <= locked.items()
    assert pinned("requirements.txt").items() <= locked.items()

    for package in pinned("requirements.txt"):
        for line in requires(package) or ():
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                assert canonicalize_name(needed.name) in locked, package


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_package_of_a_lock_has_a_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=\S)", text.strip())
    assert len(packages) == len(pinned(name))
    assert [p for p in packages if "--hash=sha256:" not in p] == []


def test_what_is_installed_is_checked_against_its_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []

    def run(command: list[str]) -> object:
        commands.append(command)
        return type("Result", (), {"returncode": 0, "stdout": ""})

    monkeypatch.chdir(tmp_path)
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.lock").write_text("a==1 --hash=sha256:00\n")
    monkeypatch.setattr(install, "run", run)

    install.main("requirements.txt")

    assert commands[-1][-3:] == ["--require-hashes", "-r", "requirements.lock"]


def test_a_package_that_is_not_the_locked_file_is_said_to_be_that() -> None:
    pip = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."
    for output in (pip, "error: Hash mismatch for `a==1`"):
        assert install.advice(output).startswith("A package is not the file that was")
