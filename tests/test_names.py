"""The import name `chatkit` is shared with OpenAI's SDK."""

import importlib
import subprocess
import sys
from pathlib import Path

import chatkit

OURS, *OTHERS = map(Path, chatkit.__path__)


def modules(folder: Path) -> set[str]:
    return {
        path.stem
        for path in folder.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    } - {"__init__"}


def test_no_module_of_ours_has_the_name_of_one_of_the_sdk() -> None:
    assert len(OTHERS) == 1
    assert modules(OURS) & modules(OTHERS[0]) == set()


def test_both_halves_can_be_imported() -> None:
    ours = importlib.import_module("chatkit.urls")
    assert Path(str(ours.__file__)).parent == OURS
    sdk = importlib.import_module("chatkit.store")
    assert Path(str(sdk.__file__)).parent == OTHERS[0]


def test_a_site_that_serves_no_chat_never_imports_the_sdk() -> None:
    code = (
        "import sys, django; django.setup(); import resume_site.urls;"
        "print([name for name in sys.modules if name in"
        " ('agents', 'openai', 'chatkit.server', 'chatkit.types')])"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={
            "DJANGO_SETTINGS_MODULE": "resume_site.settings",
            "DJANGO_DEBUG": "true",
            "DJANGO_READ_DOTENV": "false",
        },
        cwd=OURS.parent,
    ).stdout
    assert printed.strip() == "[]"
