"""A file's type: declared by the visitor, and detected from its content, which decides.

Each supported type is recognised by its magic bytes and by as much of its structure as
can be read without decoding it; whether a ZIP is a Word document, ``extractor`` says.
"""

import os
import struct
from pathlib import PurePosixPath
from typing import IO

from chatkit.selfhosted.uploads import text_encoding
from chatkit.selfhosted.uploads.errors import FileNotSupported

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
PNG = "image/png"
JPEG = "image/jpeg"
WEBP = "image/webp"
IMAGES = frozenset({PNG, JPEG, WEBP})
BY_SUFFIX = {
    ".pdf": PDF,
    ".docx": DOCX,
    ".txt": TEXT,
    ".png": PNG,
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".webp": WEBP,
}
#: What browsers send for a type they do not know.
UNKNOWN = frozenset({"", "application/octet-stream"})

HEAD = 32
TAIL = 4096  # some programs append a little
#: What follows a JPEG's first marker: an APPn, tables, a comment or a frame.
JPEG_SEGMENTS = frozenset({*range(0xE0, 0xF0), 0xDB, 0xC4, 0xFE, *range(0xC0, 0xC4)})


def require_supported(declared: str, name: str) -> str:
    """The declared type, or the one of the name's suffix if a browser knew none.

    Raises FileNotSupported.
    """
    type_ = declared.partition(";")[0].strip().lower()
    if type_ in UNKNOWN:
        type_ = BY_SUFFIX.get(PurePosixPath(name).suffix.lower(), "")
    if type_ not in BY_SUFFIX.values():
        raise FileNotSupported(f"The type is {declared or 'not given'}.")
    return type_


def detect(file: IO[bytes]) -> str:
    """The media type, or ``""`` if it is not supported."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(HEAD)
    file.seek(max(0, size - TAIL))
    tail = file.read()
    if _is_pdf(head, tail):
        return PDF
    if _is_png(head, tail):
        return PNG
    if _is_jpeg(head, tail):
        return JPEG
    if _is_webp(head, size):
        return WEBP
    if head.startswith(b"PK"):
        return DOCX
    return TEXT if text_encoding.detect(file) else ""


def _is_pdf(head: bytes, tail: bytes) -> bool:
    return head.startswith((b"%PDF-1.", b"%PDF-2.")) and (
        b"startxref" in tail and b"%%EOF" in tail
    )


def _is_png(head: bytes, tail: bytes) -> bool:
    return (
        head.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
        and len(head) > 24
        and all(struct.unpack(">II", head[16:24]))
        and b"IEND\xae\x42\x60\x82" in tail
    )


def _is_jpeg(head: bytes, tail: bytes) -> bool:
    return (
        head.startswith(b"\xff\xd8\xff")
        and head[3:4] != b""
        and head[3] in JPEG_SEGMENTS
        and b"\xff\xd9" in tail
    )


def _is_webp(head: bytes, size: int) -> bool:
    """RIFF with the length the file has (an odd one may be padded)."""
    if head[:4] != b"RIFF" or head[8:15] != b"WEBPVP8" or head[15:16] not in b" LX":
        return False
    (length,) = struct.unpack("<I", head[4:8])
    return bool(length + 8 <= size <= length + 9)
