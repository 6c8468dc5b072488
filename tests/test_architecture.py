"""The rules of the house: who may import whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import ROOT

SDK = {"actions", "agents", "errors", "icons", "logger", "server", "store", "types"} | {
    "version",
    "widgets",
}


def imports(folder: str) -> Iterator[tuple[Path, str]]:
    """Each module below the folder with each name it imports."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield path, node.module
                yield from ((path, f"{node.module}.{a.name}") for a in node.names)


def below(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize(
    ("folder", "forbidden"),
    [
        ("resume", "chatkit"),
        ("resume", "resume_site"),
        ("chatkit", "resume"),
        ("chatkit", "resume_site"),
        ("chatkit/hosted", "chatkit.selfhosted"),
        ("chatkit/selfhosted", "chatkit.hosted"),
    ],
)
def test_the_apps_do_not_know_each_other(folder: str, forbidden: str) -> None:
    assert [
        (str(path), name) for path, name in imports(folder) if below(name, forbidden)
    ] == []


def test_only_custom_mode_imports_the_sdk() -> None:
    sdk = {"agents", "openai", "pydantic", *(f"chatkit.{name}" for name in SDK)}
    offenders = [
        (str(path), name)
        for folder in ("chatkit", "resume", "resume_site")
        for path, name in imports(folder)
        if not {"selfhosted", "answering"} & set(path.parts)
        and any(below(name, n) for n in sdk)
    ]
    assert offenders == []


def test_the_environment_is_read_in_one_place() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for folder in ("chatkit", "resume", "resume_site")
        for path, name in imports(folder)
        if name in {"environ", "os.environ", "os.getenv"}
    }
    assert readers == {"resume_site/env.py"}
