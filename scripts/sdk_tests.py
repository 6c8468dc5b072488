"""Lay out the chat SDK's own tests of a store and a server, to be run against ours.

    python scripts/sdk_tests.py

Takes them unmodified from the source distribution of the pinned version into .sdk/,
beside the two helpers that the distribution leaves out, which are ours (tests/sdk).
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / ".sdk"
FILES = ("test_store.py", "test_chatkit_server.py", "test_agents.py")


def main() -> None:
    pinned = version("openai-chatkit")
    stamp = TARGET / "version"
    tests = TARGET / "tests"
    if not stamp.exists() or stamp.read_text() != pinned:
        shutil.rmtree(TARGET, ignore_errors=True)
        tests.mkdir(parents=True)
        fetch(pinned, tests)
        stamp.write_text(pinned)
    shutil.copytree(ROOT / "tests" / "sdk", tests, dirs_exist_ok=True)


def fetch(pinned: str, tests: Path) -> None:
    """Unpack the test files of one version into a folder."""
    name = f"openai-chatkit=={pinned}"
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--no-binary", "openai-chatkit", "--dest", folder, name]
        if subprocess.run(command, check=False).returncode:
            sys.exit(
                f"Can't fetch the source of {name}, whose tests are part of ours: check"
                " the network, then run this again."
            )
        (archive,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                path = Path(member.name)
                wanted = path.parts[1:-1] == ("tests",) and path.name in FILES
                if wanted and (content := tar.extractfile(member)):
                    (tests / path.name).write_bytes(content.read())


if __name__ == "__main__":
    main()
