"""Install what the tests need from npm, unless it is installed.

The tests check the types of static/chatkit, run its unit tests, and use a stand-in for
a model's server. The site itself needs no Node. Installs Debian's Node and npm where
they are missing, or exits with a sentence that says what to do.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from debian import install

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "javascript"
STAMP = FOLDER / "node_modules" / "package-lock.sha256"
MISSING = (
    "The tests of the widget and of models need Node 18 or newer and npm on the PATH."
    " Install them (on Debian: sudo apt-get install nodejs npm), then run this again."
)
FAILED = (
    "npm could not install tests/javascript/package.json, see above. Fix that (can it"
    " reach the package registry?), then run this again."
)


def main() -> None:
    wanted = hashlib.sha256((FOLDER / "package-lock.json").read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    if not (shutil.which("npm") and shutil.which("node")):
        install("nodejs", "npm")
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        sys.exit(MISSING)
    print("Installing tests/javascript/package.json ...", flush=True)
    command = [npm, "ci", "--prefix", str(FOLDER), "--no-audit", "--no-fund"]
    result = subprocess.run([*command, "--loglevel=error"], check=False)
    if result.returncode:
        sys.exit(FAILED)
    STAMP.write_text(wanted)


if __name__ == "__main__":
    main()
