"""What a visitor says a file is: cleaned, and held against the list of what is taken.

It is the name that is shown and the type that the content has to turn out to be
(``chatkit.selfhosted.uploads.content_type``); neither says where anything is stored.
"""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

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
#: What browsers send for a type the visitor's machine does not know.
UNKNOWN = frozenset({"", "application/octet-stream"})
MAX_NAME = 120


def mime_type(name: str, declared: str) -> str:
    """The declared type; where a browser knew none, what the name's ending says.

    Raises:
        FileNotSupported: it is not on the list.
    """
    given = declared.partition(";")[0].strip().lower()
    if given in UNKNOWN:
        given = BY_SUFFIX.get(PurePosixPath(name).suffix.lower(), "")
    if given not in BY_SUFFIX.values():
        raise FileNotSupported(f"The type is {declared or 'not given'}.")
    return given


def name(given: str) -> str:
    """A file name to show: no path, nothing invisible or that turns text around."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    cleaned = " ".join(visible(last).split()).strip(". ")
    suffix = PurePosixPath(cleaned).suffix[:10]
    if len(cleaned) > MAX_NAME:
        cleaned = cleaned[: MAX_NAME - len(suffix)] + suffix
    return cleaned or "file"


def visible(text: str) -> str:
    """The text without what can't be seen, or turns it around."""
    # Cc, Cf, Cs, Co, Cn: control, bidi and zero-width, surrogates; Zl, Zp: line ends.
    return "".join(
        character
        for character in text
        if unicodedata.category(character)[0] != "C"
        and unicodedata.category(character) not in ("Zl", "Zp")
    )
