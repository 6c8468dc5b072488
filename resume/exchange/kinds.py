"""Files that hold no résumé to read, by their first bytes, or a name in the ZIP."""

from collections.abc import Sequence
from typing import Final

from resume.document.decoder import NotJSON

KINDS: Final = {
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "a Word or Excel document",
    b"{\\rtf": "a document of a word processor",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture",
    b"<": "a web page or XML",
    b"\x1f\x8b": "a compressed file, but no ZIP",
    b"7z\xbc\xaf": "a compressed file, but no ZIP",
    b"Rar!": "a compressed file, but no ZIP",
    b"First Name,": "one file of LinkedIn's archive",
    b"Company Name,": "one file of LinkedIn's archive",
    b"School Name,": "one file of LinkedIn's archive",
}
PACKED: Final = {
    "word/document.xml": "a Word document",
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a presentation",
    "content.xml": "a document of LibreOffice",
}
INSTEAD: Final = (
    "Choose a JSON Resume (JSON or YAML), Reactive Resume's JSON, or the ZIP that LinkedIn"
    " sends as a copy of your data."
)


def refuse_others(content: bytes) -> None:
    """Raises NotJSON."""
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:20]
    _refuse([kind for mark, kind in KINDS.items() if start.startswith(mark)])


def refuse_packed(names: Sequence[str]) -> None:
    """Raises NotJSON."""
    _refuse([kind for name, kind in PACKED.items() if name in names])


def _refuse(kinds: Sequence[str]) -> None:
    if kinds:
        raise NotJSON(f"It is {kinds[0]}, which can't be read as a résumé. {INSTEAD}")
