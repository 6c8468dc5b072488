"""A program that prints the text of a PDF or a Word document.

    python -I extractor.py application/pdf < file

Run by ``chatkit.selfhosted.uploads.extraction`` without an environment and for a short
time: a hostile file harms only this process. Exits with NOT_WORD for a ZIP that is no
Word document, has macros, or is much larger unpacked.
"""

import os
import resource
import sys
from collections.abc import Iterator
from typing import IO, Any
from zipfile import ZipFile

MAX_CHARACTERS = 20_000
MAX_PAGES = 30
MAX_SECONDS = 5
MAX_MEMORY = 512 * 1024 * 1024
#: Bytes of a Word document, unpacked; parsed XML takes many times its size.
MAX_UNPACKED = 64 * 1024 * 1024
MAX_XML = 8 * 1024 * 1024
NICENESS = 10  # answers come first
NOT_WORD = 3  # an exit status

#: Word's elements around text that python-docx does not look into: content controls
#: and tracked insertions.
WRAPPERS = ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:smartTag", "w:customXml")


def pdf_pages(file: IO[bytes]) -> Iterator[str]:
    from pypdf import PdfReader

    for page in PdfReader(file).pages[:MAX_PAGES]:
        yield page.extract_text()


def open_word(file: IO[bytes]) -> Any:
    from docx import Document

    try:
        with ZipFile(file) as archive:
            parts = archive.infolist()
        xml = (part for part in parts if part.filename.endswith((".xml", ".rels")))
        for bounded, limit in ((parts, MAX_UNPACKED), (xml, MAX_XML)):
            if sum(part.file_size for part in bounded) > limit:
                sys.exit(NOT_WORD)
        return Document(file)
    except Exception:  # noqa: BLE001 -- whatever the file is
        sys.exit(NOT_WORD)


def word_blocks(file: IO[bytes]) -> Iterator[str]:
    from docx.oxml.ns import qn
    from docx.table import Table

    document = open_word(file)
    for wrapper in list(document.element.body.iter(*map(qn, WRAPPERS))):
        for child in list(wrapper):
            wrapper.addprevious(child)
        wrapper.getparent().remove(wrapper)
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(cell.text.strip() for cell in row.cells)
        else:
            yield block.text


def join_first(parts: Iterator[str], count: int) -> str:
    """The first ``count`` characters of the parts, a line each."""
    text = ""
    for part in parts:
        text += f"{part.rstrip()}\n"
        if len(text) >= count:
            break
    return text[:count].strip()


def main() -> None:
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    read = pdf_pages if sys.argv[1] == "application/pdf" else word_blocks
    with os.fdopen(sys.stdin.fileno(), "rb", closefd=False) as file:
        file.seek(0)  # the caller has read from it
        text = join_first(read(file), MAX_CHARACTERS)
    # Databases store neither NULs nor lone surrogates, which documents may hold.
    sys.stdout.buffer.write(text.replace("\0", "").encode("utf-8", "ignore"))


if __name__ == "__main__":
    main()
