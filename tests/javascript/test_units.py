"""The widget's modules that need no browser, tested on Node's own test runner."""

import shutil
import subprocess
from pathlib import Path

import pytest

NODE = shutil.which("node") or "node"
UNIT = Path(__file__).parent / "unit"
TESTS = sorted(UNIT.glob("*.test.js"))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name.partition(".")[0])
def test_unit(path: Path) -> None:
    result = subprocess.run(
        [NODE, "--test-reporter=spec", path.name],
        cwd=UNIT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
