"""Joins the widget's modules and styles, so that a slow network has few files to fetch.

Understands the imports and exports that our modules have, and refuses others. Each module
becomes a function that runs once in a page: ``chatkitModules["panel/dom.js"]`` holds what
it exports. A bundle leaves out what the bundles that load before it have.
"""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

LAUNCHER = "chatkit/launcher.js"
PANEL = "chatkit/chat-widget-define.js"
#: The bundles by the modules they begin with, and the bundles loaded before.
BUNDLES: dict[str, tuple[str, ...]] = {
    LAUNCHER: (),
    PANEL: (LAUNCHER,),
    "chatkit/panel/assistant.js": (LAUNCHER, PANEL),
    "chatkit/openai/assistant.js": (LAUNCHER, PANEL),
}
STYLES = ("chatkit/panel.css",)

NAME = r"[\w$]+"
#: Types for the checker, and what a module is for; not a licence.
COMMENT = re.compile(r"^ */\*\*(?!\n \* marked)(?:[^*]|\*(?!/))*\*/\n", re.MULTILINE)
IMPORT = re.compile(
    rf'^(?:import|(export)) (?:\{{([^}}]*)\}}|\* as ({NAME})) from "(\.[^"]+)";\n',
    re.MULTILINE,
)
EXPORT = re.compile(
    rf"^export (?=(?:const|class|(?:async )?function\*?) ({NAME}))", re.MULTILINE
)
EXPORT_LIST = re.compile(r"\bexport ?\{([^}]*)\};?\s*\Z")
DYNAMIC_IMPORT = re.compile(r'\bimport\("([^"]+)"\)')
LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
STYLE_IMPORT = re.compile(r'^@import url\("([^"]+)"\);\n', re.MULTILINE)


def bundle(root: Path, name: str) -> str:
    """One of BUNDLES or STYLES, of the static files below ``root``.

    Raises ValueError for a module that it does not understand.
    """
    if name in STYLES:
        return STYLE_IMPORT.sub(
            lambda found: _read(root, _resolve(name, found[1])), _read(root, name)
        )
    loaded = {m for before in BUNDLES[name] for m in _modules(root, before)}
    modules = [m for m in dict.fromkeys(_modules(root, name)) if m not in loaded]
    functions = "\n".join(_function(root, module, name) for module in modules)
    exports = EXPORT.findall(_read(root, name))
    names = f"export const {{ {', '.join(exports)} }} = m[{name!r}];\n"
    return (
        "const m = (window.chatkitModules = window.chatkitModules || {});\n"
        f"{functions}\n{names if exports else ''}"
    )


def _modules(root: Path, name: str) -> Iterator[str]:
    """The module and what it imports, dependencies first, some several times."""
    for found in IMPORT.finditer(_read(root, name)):
        yield from _modules(root, _resolve(name, found[4]))
    yield name


def _function(root: Path, name: str, bundle_name: str) -> str:
    exports: list[str] = []

    def take(found: re.Match[str]) -> str:
        """An import as a constant; an export from elsewhere is both."""
        is_export, names, namespace, path = found.groups()
        if is_export:
            exports.extend(names.split(","))
        target = namespace or f"{{{names.replace(' as ', ': ')}}}"
        return f"const {target} = m[{_resolve(name, path)!r}];\n"

    source = IMPORT.sub(take, COMMENT.sub("", _read(root, name)))
    if listed := EXPORT_LIST.search(source):
        exports.extend(listed[1].split(","))
        source = source[: listed.start()]
    exports += EXPORT.findall(source)
    source = EXPORT.sub("", source)
    if left_over := LEFT_OVER.search(source):
        raise ValueError(f"{name} can't be bundled: {left_over[0]}")
    same_folder = posixpath.dirname(name) == posixpath.dirname(bundle_name)
    if DYNAMIC_IMPORT.search(source) and not same_folder:
        raise ValueError(f"{name} can't be bundled: it imports from another folder.")
    properties = ", ".join(_property(export) for export in exports if export.strip())
    return (
        f"m[{name!r}] = m[{name!r}] || (() => {{\n{source}"
        f"\nreturn {{ {properties} }};\n}})();"
    )


def _property(export: str) -> str:
    """Of ``name`` or ``name as exported``."""
    name, _, exported = export.strip().partition(" as ")
    return f"{exported}: {name}" if exported else name


def _resolve(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _read(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")
