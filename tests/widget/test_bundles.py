"""The widget's modules joined into few files."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from chatkit.widget.bundles import BUNDLES, STYLES, bundle
from tests.support.database import ROOT

STATIC = ROOT / "static"
MODULE = re.compile(r"^m\['([^']+)'\] =", re.MULTILINE)


def test_each_module_is_in_the_bundle_that_loads_first() -> None:
    loaded: dict[str, list[str]] = {}
    for name, before in BUNDLES.items():
        modules = MODULE.findall(bundle(STATIC, name))
        earlier = [module for other in before for module in loaded[other]]
        assert len({*modules, *earlier}) == len(modules) + len(earlier)
        loaded[name] = modules

    on_disk = {str(path.relative_to(STATIC)) for path in STATIC.glob("chatkit/**/*.js")}
    joined = {module for modules in loaded.values() for module in modules}
    assert on_disk - joined <= {
        "chatkit/i18n/nomodule.js",
        "chatkit/chat/types.js",  # types alone
        "chatkit/panel/items/types.js",
    }


def test_nothing_is_imported_but_other_bundles() -> None:
    for name in BUNDLES:
        source = bundle(STATIC, name)
        assert not re.search(r"^import\b|^export (?!const \{)", source, re.MULTILINE)
        for path in re.findall(r'import\("\./([^"]+)"\)', source):
            assert f"chatkit/{path}" in BUNDLES


def test_the_licence_of_the_parser_stays_in_its_bundle() -> None:
    assert "MIT License" in bundle(STATIC, "chatkit/panel/assistant.js")


@pytest.mark.parametrize(
    "line",
    ["export default 1;", 'import a, { b } from "./b.js";', 'import "./b.js";'],
)
def test_a_module_that_is_not_understood_is_refused(tmp_path: Path, line: str) -> None:
    name = next(iter(BUNDLES))
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(f"{line}\n")

    with pytest.raises(ValueError, match="can't be bundled"):
        bundle(tmp_path, name)


def test_the_style_sheet_needs_no_other() -> None:
    [name] = STYLES

    assert "@import" not in bundle(STATIC, name)
    assert ".bubble" in bundle(STATIC, name)


@pytest.mark.parametrize("name", [*BUNDLES, *STYLES])
def test_development_serves_the_bundles_too(
    name: str, tmp_path: Path, settings: pytest.FixtureRequest
) -> None:
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    found = finders.find(name)

    assert found == str(tmp_path / name)
    assert Path(found).read_text() == bundle(STATIC, name)
