"""CHATKIT_AGENT as written: ``package.module:name``."""

import re

_PATH = re.compile(r"((?:[^\W\d]\w*\.)*[^\W\d]\w*):([^\W\d]\w*)")
EXPECTED = "expected package.module:name"


def split(path: str) -> tuple[str, str]:
    """Module and name. Raises ValueError for anything else."""
    if found := _PATH.fullmatch(path):
        return found[1], found[2]
    raise ValueError(EXPECTED)
