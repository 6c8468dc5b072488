"""The editor's scripts, and the widget's against the types that OpenAI publishes for its element.

https://github.com/openai/chatkit-js, at the version in package.json.
"""

import re
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TSC = HERE / "node_modules" / ".bin" / "tsc"
MISTAKES = sorted((HERE / "mistakes").glob("*.js"))


def errors(project: str) -> str:
    """What the type checker says of a project, one error a line."""
    if not TSC.exists():
        pytest.fail(
            "The type checker is not installed: run python3 scripts/javascript.py,"
            " which `make test` does by itself.",
            pytrace=False,
        )
    result = subprocess.run(
        [TSC, "--pretty", "false", "--project", project],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    return result.stdout + result.stderr


@pytest.fixture(scope="module")
def found() -> str:
    """The errors in all the mistakes at once."""
    return errors("tsconfig.mistakes.json")


def test_no_script_has_a_type_error() -> None:
    assert errors("tsconfig.json") == ""


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda path: path.stem)
def test_a_mistake_is_found(found: str, mistake: Path) -> None:
    expected = re.search("^// expected: (.*)", mistake.read_text(), re.MULTILINE)

    assert expected is not None
    lines = re.findall(rf"^mistakes/{mistake.name}\(.*(?:\n .*)*", found, re.MULTILINE)
    assert len(lines) == 1
    assert expected[1] in lines[0]


def test_no_module_escapes_the_check() -> None:
    static = HERE.parent.parent / "static"
    folders = (static / "chatkit", static / "resume" / "editor")
    modules = sorted(module for folder in folders for module in folder.rglob("*.js"))

    assert len(modules) > 20
    for module in modules:
        assert module.read_text().startswith("// @ts-check\n"), module
        assert "@ts-ignore" not in module.read_text()


def test_the_lock_names_no_registry() -> None:
    assert '"resolved"' not in (HERE / "package-lock.json").read_text()
