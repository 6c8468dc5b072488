"""Run CopilotKit's aimock, a model server from npm that was written independently.

It serves the Responses API and chat completions from fixtures.
https://github.com/CopilotKit/aimock
"""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.support.database import ROOT

CLI = ROOT.joinpath(
    *("tests", "javascript", "node_modules", "@copilotkit", "aimock", "dist", "cli.js")
)
OLDEST_NODE = 20


@contextmanager
def serve(folder: Path, fixtures: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield its base URL. The first fixture that matches a request answers it."""
    if not CLI.exists():
        pytest.fail(
            "aimock is not installed: run python3 scripts/javascript.py, which"
            " `make test` does by itself.",
            pytrace=False,
        )
    node = shutil.which("node") or "node"
    version = subprocess.run(
        [node, "--version"], capture_output=True, text=True, check=True
    ).stdout
    if int(version.lstrip("v").partition(".")[0]) < OLDEST_NODE:
        pytest.skip(f"aimock needs Node {OLDEST_NODE}, this is {version.strip()}")
    path = folder / "fixtures.json"
    path.write_text(json.dumps({"fixtures": list(fixtures)}))
    process = subprocess.Popen(
        [node, str(CLI), "--port", "0", "--fixtures", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield f"{_address(process)}/v1"
    finally:
        process.terminate()
        process.communicate(timeout=10)


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if found := re.search(r"listening on (http://\S+)", line):
            return found[1]
    raise AssertionError(said)
