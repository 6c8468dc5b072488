"""How a text file is encoded: UTF-8, UTF-16, UTF-32, or Windows-1252 as a last resort."""

import codecs
import re
from typing import IO

#: UTF-32's mark begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LAST_RESORT = "cp1252"  # takes nearly any bytes, so these may hold no control character
CONTROLS = re.compile("[\0-\x08\x0e-\x1f\x7f]")
CHUNK = 64 * 1024


def detect(file: IO[bytes]) -> str:
    """The codec's name; "" if it is no text, or another format's."""
    file.seek(0)
    head = file.read(CHUNK)
    if not head or head.startswith(b"%PDF"):
        return ""
    return next((each for each in _candidates(head) if _decodes(file, each)), "")


def _candidates(head: bytes) -> tuple[str, ...]:
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return (encoding,)
    # In UTF-16 most of every other byte is zero, where letters are Latin.
    if head[1::2].count(0) > len(head) / 3:
        return ("utf-16-le",)
    if head[::2].count(0) > len(head) / 3:
        return ("utf-16-be",)
    return "utf-8", LAST_RESORT


def _decodes(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            text = decoder.decode(chunk)
            if "\0" in text or (encoding == LAST_RESORT and CONTROLS.search(text)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
