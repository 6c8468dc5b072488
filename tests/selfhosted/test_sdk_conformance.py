"""The chat SDK's own tests of a store and a server hold for ours, unmodified."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.database import ROOT
from tests.support.engines import ENGINES, new_database


@pytest.mark.parametrize("engine", ENGINES)
def test_the_sdk_s_own_tests_pass_on_our_store(engine: str, tmp_path: Path) -> None:
    folder = ROOT / ".sdk"
    assert (folder / "version").exists(), "run `make test`, which lays them out"
    with new_database(engine, tmp_path) as url:
        result = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "tests", "--quiet"),
                *("-p", "no:randomly", "-p", "no:cacheprovider"),
                *("--config-file=/dev/null", "--rootdir=."),
                "--override-ini=asyncio_mode=auto",
            ],
            cwd=folder,
            env={
                **os.environ,
                "DATABASE_URL": url,
                "OPENAI_AGENTS_DISABLE_TRACING": "1",
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == 0, result.stdout
    assert " passed" in result.stdout
    assert "failed" not in result.stdout
    assert "skipped" not in result.stdout
