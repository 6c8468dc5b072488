"""The layout of the product: who may import whom, and who knows what."""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from chatkit.answering.passages import Kind
from resume.sections import SECTIONS
from tests.support.database import ROOT

APPS = ("chatkit", "resume", "resume_site")
#: OpenAI's chat SDK shares our import package; the agents SDK comes with it.
SDK = (
    *("agents", "openai", "pydantic"),
    *(
        f"chatkit.{module}"
        for module in (
            *("actions", "agents", "errors", "icons", "logger", "server", "store"),
            *("types", "version", "widgets"),
        )
    ),
)
#: The parts of `answering` that work on plain text.
WITHOUT_SDK = (
    *("grounding", "parsing", "text", "extractive"),
    *("language", "facts", "questions"),
)
RESPONDER = "chatkit.answering.extractive.responder"


@cache
def modules() -> dict[str, Path]:
    """The product's modules and packages by their import names."""
    found = {}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if "migrations" not in parts:
                found[".".join(parts).removesuffix(".__init__")] = path
    return found


@cache
def imports(module: str) -> frozenset[str]:
    """What a module imports anywhere in it, in functions and for types too.

    `from package import name` is an import of the module `package.name` where there is
    one, else of `package`.
    """
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"a relative import in {module}"
            full = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {n for n in full if n in modules() or is_below(n, *SDK)}
            if not full <= found:
                found.add(node.module)
    return frozenset(found)


def is_below(name: str, *packages: str) -> bool:
    return any(name == p or name.startswith(f"{p}.") for p in packages)


def imported_by(*packages: str) -> Iterator[tuple[str, str]]:
    """Each module in the packages with each name it imports."""
    for module in modules():
        if is_below(module, *packages):
            yield from ((module, name) for name in sorted(imports(module)))


def files(*suffixes: str) -> Iterator[Path]:
    """The product's source files, without migrations."""
    for folder in (*APPS, "static"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in suffixes and "migrations" not in path.parts:
                yield path


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [
        ("resume", "chatkit"),
        ("resume", "resume_site"),
        ("chatkit", "resume"),
        ("chatkit", "resume_site"),
        ("chatkit.hosted", "chatkit.selfhosted"),
        ("chatkit.selfhosted", "chatkit.hosted"),
    ],
)
def test_the_apps_and_the_two_backends_do_not_know_each_other(
    package: str, forbidden: str
) -> None:
    found = [pair for pair in imported_by(package) if is_below(pair[1], forbidden)]
    assert found == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {m: (imports(m) & modules().keys()) - {m} for m in modules()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail("an import cycle: " + " <- ".join(error.args[1]))


def test_only_what_answers_in_custom_mode_imports_the_sdk() -> None:
    allowed = ("chatkit.selfhosted", "chatkit.answering")
    plain = tuple(f"chatkit.answering.{room}" for room in WITHOUT_SDK)
    offenders = [
        (module, name)
        for module, name in imported_by(*APPS)
        if is_below(name, *SDK)
        and (not is_below(module, *allowed) or is_below(module, *plain))
        and module != RESPONDER
    ]
    assert offenders == []


def test_the_environment_is_read_in_one_place() -> None:
    readers = {
        module
        for module, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"})
        or (isinstance(node, ast.Name) and node.id in {"environ", "getenv"})
    }
    # The ASGI module names the settings, as in every Django project.
    assert readers - {"resume_site.asgi"} == {"resume_site.env"}


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in files(".py", ".js")
    }
    assert {path: n for path, n in lengths.items() if n > 300} == {}


def test_no_folder_has_more_than_twenty_modules() -> None:
    folders = [path.parent for path in files(".py", ".js")]
    crowded = {
        str(folder.relative_to(ROOT)): folders.count(folder)
        for folder in folders
        if folders.count(folder) > 20
    }
    assert crowded == {}


def test_a_room_has_rooms_one_level_deep() -> None:
    """chatkit/<room>/<room>/module.py at most."""
    parts = (path.relative_to(ROOT) for path in files(".py", ".js"))
    deeper = [str(path) for path in parts if len(path.parent.parts) > 3]
    # JavaScript stands under static/chatkit/.
    assert [path for path in deeper if not path.startswith("static/chatkit/")] == []
    assert [path for path in deeper if len(Path(path).parent.parts) > 4] == []


def test_the_listing_of_chatkit_has_at_most_eighteen_entries() -> None:
    entries = {path.name for path in (ROOT / "chatkit").iterdir()} - {"__pycache__"}
    assert len(entries) <= 18, sorted(entries)


def test_each_section_has_a_kind_that_the_chat_knows() -> None:
    assert {section.kind for section in SECTIONS.values()} < {str(k) for k in Kind}


def test_the_chat_knows_kinds_of_passages_and_no_sections() -> None:
    camel_case = {"startDate", "endDate", "releaseDate", "lastModified", "studyType"}
    keys = {"basics", "postalCode", "countryCode", *SECTIONS, *camel_case}
    offenders = []
    for module, path in modules().items():
        if not is_below(module, "chatkit"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Constant(value=str(text)):
                    found = text in keys or "basics-" in text
                case ast.Attribute(attr=name) | ast.Name(id=name) | ast.arg(arg=name):
                    found = name in {"basics", "section"}
                case _:
                    found = False
            if found:
                offenders.append((module, ast.unparse(node)))
    assert offenders == []
