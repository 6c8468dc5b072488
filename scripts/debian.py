"""Install Debian's packages where that is possible without asking."""

import os
import shutil
import subprocess
import sys


def install(*packages: str) -> None:
    """Install them if this is root on a Debian or Ubuntu; apt says what goes wrong."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (
        ("update",),
        ("install", "--yes", "--no-install-recommends", *packages),
    ):
        subprocess.run(
            ["apt-get", "-qq", *words],  # noqa: S607
            env=environment,
            stdout=sys.stderr,
            check=False,
        )
