"""A file's name and type as the visitor declares them.

The name is for display only; ``content_type`` checks the type against the content.
"""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from chatkit.fields import visible
from chatkit.selfhosted.uploads.content_type import DOCX, JPEG, PDF, PNG, TEXT, WEBP
from chatkit.selfhosted.uploads.errors import FileNotSupported

IMAGES = frozenset({PNG, JPEG, WEBP})
BY_SUFFIX: Mapping[str, str] = MappingProxyType(
    {
        ".pdf": PDF,
        ".docx": DOCX,
        ".txt": TEXT,
        ".png": PNG,
        ".jpg": JPEG,
        ".jpeg": JPEG,
        ".webp": WEBP,
    }
)
#: What browsers send for a type they do not know.
UNKNOWN = frozenset({"", "application/octet-stream"})
MAX_NAME = 120


def require_mime_type(name: str, declared: str) -> str:
    """The declared type, or the one of the name's suffix if a browser knew none.

    Raises FileNotSupported.
    """
    type_ = declared.partition(";")[0].strip().lower()
    if type_ in UNKNOWN:
        type_ = BY_SUFFIX.get(PurePosixPath(name).suffix.lower(), "")
    if type_ not in BY_SUFFIX.values():
        raise FileNotSupported(f"The type is {declared or 'not given'}.")
    return type_


def clean_name(name: str) -> str:
    """A file name for display: no path, no invisible characters, at most 120."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    cleaned = " ".join(visible(last).split()).strip(". ")
    suffix = PurePosixPath(cleaned).suffix[:10]
    if len(cleaned) > MAX_NAME:
        cleaned = cleaned[: MAX_NAME - len(suffix)] + suffix
    return cleaned or "file"
