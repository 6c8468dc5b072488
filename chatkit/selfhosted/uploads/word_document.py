"""Whether a ZIP is a Word document that is safe to unpack.

A few bytes of ZIP can declare a million entries or unpack to gigabytes, so the declared
sizes are limited before anything is read; unpacking stops at the declared size.
https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

import os
import re
import struct
import zipfile
import zlib
from typing import IO

CONTENT_TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"  # the main part, unless its type is another's
#: Without macros: those have another type.
MAIN_TYPE = b"wordprocessingml.document.main+xml"
OVERRIDE = re.compile(rb"<(?:\w+:)?Override\s[^<>]*>")
PART_NAME = re.compile(rb"""\sPartName\s*=\s*["']/([^"']+)["']""")

MAX_ENTRIES = 1_000
MAX_DIRECTORY = 256 * 1024
MAX_UNPACKED = 64 * 1024 * 1024
MAX_XML = 8 * 1024 * 1024  # a parsed XML part takes many times its size
MAX_CONTENT_TYPES = 64 * 1024
MAX_RATIO = 100  # unpacked to packed; text of XML comes to about 10

END = struct.Struct("<4s4H2LH")
END64_LOCATOR = 20
ENCRYPTED = 0x1
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
#: What the standard library raises for a malformed archive.
MALFORMED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)


def is_word_document(file: IO[bytes]) -> bool:
    if not _has_small_directory(file):
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            content_types = entries.get(CONTENT_TYPES)
            if not _is_bounded(archive.infolist()) or content_types is None:
                return False
            if content_types.file_size > MAX_CONTENT_TYPES:
                return False
            types = archive.read(content_types)
            return MAIN_TYPE in types and _main_part(types) in entries
    except MALFORMED:
        return False


def _main_part(content_types: bytes) -> str:
    """Its name, which Word Online makes ``word/document2.xml``."""
    for override in OVERRIDE.findall(content_types):
        if MAIN_TYPE in override and (name := PART_NAME.search(override)):
            return name[1].decode(errors="replace")
    return DOCUMENT


def _has_small_directory(file: IO[bytes]) -> bool:
    """Check the end record, which has to end the file, as Word writes it.

    ``zipfile`` reads all of the directory it points to.
    """
    size = file.seek(0, os.SEEK_END)
    start = size - END.size
    if start < END64_LOCATOR:
        return False
    file.seek(start - END64_LOCATOR)
    if file.read(4) == b"PK\x06\x07":  # 64-bit: for archives of gigabytes
        return False
    file.seek(start)
    signature, *_, entries, directory, _, comment = END.unpack(file.read(END.size))
    return bool(
        signature == b"PK\x05\x06"
        and entries <= MAX_ENTRIES
        and directory <= MAX_DIRECTORY
        and comment == 0
    )


def _is_bounded(entries: list[zipfile.ZipInfo]) -> bool:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    xml = sum(
        entry.file_size
        for entry in entries
        if entry.filename.endswith((".xml", ".rels"))
    )
    names = {entry.filename for entry in entries}
    return (
        len(names) == len(entries) <= MAX_ENTRIES
        and unpacked <= MAX_UNPACKED
        and unpacked <= MAX_RATIO * max(packed, 1)
        and xml <= MAX_XML
        and all(entry.compress_type in METHODS for entry in entries)
        and not any(entry.flag_bits & ENCRYPTED for entry in entries)
    )
