import json
from typing import Any

from resume.published import Version


def render(version: Version) -> bytes:
    """``/resume.json``, the file that ``dumpresume`` writes."""
    return dump(version.document).encode()


def dump(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
