"""The rules of the house: who may import whom, and who knows what."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatkit.answering.passages import Kind
from resume.sections import SECTIONS
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


def test_each_section_has_a_kind_that_the_chat_knows() -> None:
    assert {section.kind for section in SECTIONS.values()} < {str(k) for k in Kind}


def test_the_chat_knows_kinds_of_passages_and_no_sections() -> None:
    camel_case = {"startDate", "endDate", "releaseDate", "lastModified", "studyType"}
    keys = {"basics", "postalCode", "countryCode", *SECTIONS, *camel_case}
    offenders = []
    for path in sorted((ROOT / "chatkit").rglob("*.py")):
        # The tables of words that visitors type name subjects such as "skills".
        is_table = path.stem.endswith("_intents")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Constant(value=str(text)):
                    found = (text in keys and not is_table) or "basics-" in text
                case ast.Attribute(attr=name) | ast.Name(id=name) | ast.arg(arg=name):
                    found = name in {"basics", "section"}
                case _:
                    found = False
            if found:
                offenders.append((str(path.relative_to(ROOT)), ast.unparse(node)))
    assert offenders == []
