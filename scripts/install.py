"""Make .venv and install the lock of a requirements file, if that was not done yet.

    python3 scripts/install.py requirements.txt

requirements.lock has all packages with their hashes; `make lock` writes it. Runs on any
Python 3, so that an old one can be told so.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from typing import List

NEEDED = (3, 11)
VENV_PYTHON = os.path.join(".venv", "bin", "python")


def main(requirements: str) -> None:
    lock = os.path.splitext(requirements)[0] + ".lock"
    stamp = os.path.join(".venv", lock + ".sha256")
    wanted = fingerprint(lock)
    if works(VENV_PYTHON) and read(stamp) == wanted:
        return
    if not works(VENV_PYTHON):
        make_environment()
    print("Installing %s ..." % lock, flush=True)
    install(lock)
    with open(stamp, "w") as file:
        file.write(wanted)


def make_environment() -> None:
    print("Making .venv ...", flush=True)
    result = run([suitable_python(), "-m", "venv", "--clear", ".venv"])
    if result.returncode:
        advice = (
            "On Debian or Ubuntu the package python3-venv may be missing: sudo apt-get"
            " install python3-venv"
        )
        if os.pathsep in os.getcwd():
            advice = "Rename the folder so that its path has no %s." % os.pathsep
        sys.exit(
            "%s\n\nCan't make .venv, see above. %s" % (result.stdout.strip(), advice)
        )


def install(lock: str) -> None:
    command = [VENV_PYTHON, "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", "-r", lock]
    result = run(command)
    if result.returncode:
        sys.exit("%s\n\n%s" % (result.stdout.strip(), advice(result.stdout)))


def advice(output: str) -> str:
    """One sentence on what to do about a failed installation."""
    text = output.lower()
    if "do not match the hashes" in text or "hash mismatch" in text:
        return (
            "A package is not the file that was locked. Don't install it: run this"
            " again, and if the error stays, find out who serves your packages."
        )
    if any(
        word in text for word in ("compiler", "gcc", "cc' failed", "rust", "cl.exe")
    ):
        return (
            "A package has no ready-made build for this machine and needs a compiler."
            " On Debian or Ubuntu: sudo apt-get install build-essential python3-dev"
        )
    if any(word in text for word in ("resolve", "connection", "timed out", "network")):
        return "The packages can't be reached: check the network, then run this again."
    return "Installing failed, see above. Mend that, then run this again."


def suitable_python() -> str:
    names = ["python3.%d" % minor for minor in range(14, NEEDED[1] - 1, -1)]
    if sys.version_info[:2] >= NEEDED:
        return sys.executable
    for name in names:
        if shutil.which(name):
            return name
    sys.exit(
        "This needs Python %d.%d or newer and found %s only. Install a newer one"
        " (https://www.python.org/downloads/), then run this again."
        % (*NEEDED, sys.version.split()[0])
    )


def works(python: str) -> bool:
    code = "import sys; sys.exit(sys.version_info[:2] < %r)" % (NEEDED,)
    return os.path.exists(python) and run([python, "-c", code]).returncode == 0


def fingerprint(path: str) -> str:
    return hashlib.sha256(read_bytes(path)).hexdigest()


def read_bytes(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def read(path: str) -> str:
    return read_bytes(path).decode() if os.path.exists(path) else ""


def run(command: List[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    )


if __name__ == "__main__":
    main(sys.argv[1])
