"""Find the Chromium the browser tests drive, or install Debian's where that is possible.

Prints the path. Exits with a sentence that says what to install where there is none.
"""

import os
import shutil
import sys

from debian import install

NAMES = (
    "chromium-headless-shell",  # takes the least processor time
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
MISSING = (
    "The browser tests need Chromium or Chrome and found none. Install it (on Debian:"
    " sudo apt-get install chromium-headless-shell) or name it:"
    " CHROMIUM=/path/to/chrome make test"
)


def find() -> str | None:
    """The path of a browser: $CHROMIUM, else the first name on the PATH."""
    named = os.environ.get("CHROMIUM")
    return (
        shutil.which(named)
        if named
        else next(filter(None, map(shutil.which, NAMES)), None)
    )


if __name__ == "__main__":
    if not find():
        install("chromium-headless-shell")
    sys.exit(MISSING) if not find() else sys.stdout.write(f"{find()}\n")
