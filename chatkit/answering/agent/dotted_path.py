"""CHATKIT_AGENT, ``package.module:name``, checked without importing the module."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

_PATH = re.compile(r"((?:[^\W\d]\w*\.)*[^\W\d]\w*):([^\W\d]\w*)")


def split(path: str) -> tuple[str, str]:
    """Module and name. Raises ValueError for anything else."""
    if found := _PATH.fullmatch(path):
        return found[1], found[2]
    raise ValueError("It has not the form package.module:name.")


def find_problem(path: str) -> str:
    """What is wrong with it, as a clause, or "". Imports the module's packages."""
    try:
        module, name = split(path)
    except ValueError:
        return "it has not the form package.module:name"
    if module in sys.modules:
        return "" if hasattr(sys.modules[module], name) else f"{module} has no {name}"
    try:
        spec = find_spec(module)
    except Exception as error:  # noqa: BLE001 -- the packages are the owner's code
        return f"{module} can't be found ({type(error).__name__})"
    if not spec:
        return f"there is no module {module}"
    if not (spec.origin and spec.origin.endswith(".py")):
        return ""
    try:
        tree = ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError) as error:
        return f"{module} can't be read ({type(error).__name__})"
    return "" if name in _defined_names(tree) else f"{module} has no {name}"


def _defined_names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.Name(ctx=ast.Store()):
                yield node.id
            case ast.ImportFrom() | ast.Import():
                for alias in node.names:
                    yield alias.asname or alias.name.partition(".")[0]
