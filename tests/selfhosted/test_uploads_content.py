"""What a file is, is read from its content."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from pypdf import PdfWriter

from chatkit.selfhosted.uploads import attachments, content_type
from chatkit.selfhosted.uploads.errors import FileNotSupported


def pdf(text: str = "Staff engineer wanted") -> bytes:
    """One page with one line of text."""
    drawing = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >> stream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + (
        b"xref\n0 6\n0000000000 65535 f \n%s"
        b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    ) % (table, len(body))


def protected_pdf() -> bytes:
    """With a password."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs or ("Staff engineer wanted",):
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Place", "Lisbon"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
    )


def jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20) + b"\xff\xd9"


def webp() -> bytes:
    body = b"WEBPVP8L" + struct.pack("<I", 6) + b"\x2f\0\0\0\0\0"
    return b"RIFF" + struct.pack("<I", len(body)) + body


def archive(members: dict[str, bytes], **options: Any) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", **options) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def online_docx() -> bytes:
    """A document as Word Online saves it."""
    renamed = {
        name: content.replace(b"word/document.xml", b"word/document2.xml")
        for name, content in members(docx("Staff engineer", "Rust, SQL")).items()
    }
    renamed["word/document2.xml"] = renamed.pop("word/document.xml")
    renamed["word/_rels/document2.xml.rels"] = renamed.pop(
        "word/_rels/document.xml.rels"
    )
    return archive(renamed)


def controlled_docx() -> bytes:
    """A form's content control, and a tracked insertion."""
    content = members(docx("Staff engineer", "Rust, SQL"))
    xml = content["word/document.xml"].decode()
    xml = xml.replace(
        "<w:p><w:r><w:t>Staff", "<w:sdt><w:sdtContent><w:p><w:r><w:t>Staff"
    )
    xml = xml.replace(
        "engineer</w:t></w:r></w:p>",
        "engineer</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    xml = xml.replace(
        "<w:r><w:t>Rust, SQL</w:t></w:r>",
        "<w:ins><w:r><w:t>Rust, SQL</w:t></w:r></w:ins>",
    )
    assert "w:sdt" in xml
    assert "w:ins" in xml
    return archive({**content, "word/document.xml": xml.encode()})


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def bomb() -> bytes:
    """A small Word document that unpacks to 200 MB."""
    large = {**members(docx()), "word/media/image.bmp": bytes(200_000_000)}
    return archive(large, compression=zipfile.ZIP_DEFLATED)


def much_xml() -> bytes:
    content = members(docx())
    xml = content["word/document.xml"].replace(
        b"<w:body>", b"<w:body>" + b"<w:p/>" * 2_000_000
    )
    return archive(
        {**content, "word/document.xml": xml}, compression=zipfile.ZIP_DEFLATED
    )


def macro_docx() -> bytes:
    content = members(docx())
    types = content["[Content_Types].xml"].replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        b"vnd.ms-word.document.macroEnabled.main",
    )
    return archive({**content, "[Content_Types].xml": types})


#: Each is a ZIP, and no Word document that is read.
OTHER_ZIPS: dict[str, Callable[[], bytes]] = {
    "a bomb": bomb,
    "much XML": much_xml,
    "with macros": macro_docx,
    "cut off": lambda: docx()[:-30],
    "damaged": lambda: archive({**members(docx()), "word/document.xml": b"<d"}),
    "another ZIP": lambda: archive({"readme.txt": b"only a ZIP"}),
    "no ZIP": lambda: b"PK\x03\x04",
}


TEXT = "Staff Engineer with Python – “Café experience” is nice to have.\r\n"
ENCODINGS = (
    *("cp1252", "utf-8", "utf-8-sig", "utf-16", "utf-32"),
    *("utf-16-le", "utf-16-be"),
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), content_type.PDF),
        (docx(), content_type.DOCX),
        (online_docx(), content_type.DOCX),
        (png(), content_type.PNG),
        (jpeg(), content_type.JPEG),
        (webp(), content_type.WEBP),
        ("Wir suchen eine Ingenieurin für São Paulo".encode(), content_type.TEXT),
        ("é".encode() * 100_000, content_type.TEXT),
        ("Grüße".encode("latin-1"), content_type.TEXT),
        *((TEXT.encode(encoding), content_type.TEXT) for encoding in ENCODINGS),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: str) -> None:
    assert content_type.detect(io.BytesIO(content)) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00\x03",
        b"text with a \0 in it",
        "Grüße, \x01".encode("latin-1"),
        "Grüße".encode("utf-16")[:-1],
        "a \0 in it".encode("utf-16"),
        pdf()[: len(pdf()) // 2],
        b"%PDF-1.4 and nothing else",
        png()[:20],
        jpeg()[:-2],
        webp() + b"more",
        b"\x89PNG\r\n\x1a\n<script>",
        b"GIF89a" + bytes(20),
    ],
)
def test_anything_else_is_nothing_that_is_taken(content: bytes) -> None:
    assert content_type.detect(io.BytesIO(content)) == ""


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Job description.pdf", "Job description.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\offer.docx", "offer.docx"),
        ("a\x00b\r\nc\x1b.txt", "abc.txt"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("zero\u200bwidth\u2028.txt", "zerowidth.txt"),
        ("  many   spaces .txt ", "many spaces .txt"),
        ("...", "file"),
        ("", "file"),
        ("Lebenslauf für Zoë.pdf", "Lebenslauf für Zoë.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_a_path_or_anything_invisible(
    given: str, shown: str
) -> None:
    assert attachments.clean_name(given) == shown


@pytest.mark.parametrize(
    ("name", "mime_type", "meant"),
    [
        ("a", "application/pdf", content_type.PDF),
        ("a.txt", "text/plain; charset=UTF-8", content_type.TEXT),
        ("a.DOCX", "", content_type.DOCX),
        ("a.jpeg", "application/octet-stream", content_type.JPEG),
    ],
)
def test_a_type_the_browser_does_not_know_is_taken_from_the_name(
    name: str, mime_type: str, meant: str
) -> None:
    assert content_type.require_supported(mime_type, name) == meant


@pytest.mark.parametrize(
    ("name", "mime_type"),
    [("a.exe", ""), ("a.pdf", "text/html"), ("a", ""), ("a.svg", "image/svg+xml")],
)
def test_types_that_are_not_taken_are_refused(name: str, mime_type: str) -> None:
    with pytest.raises(FileNotSupported):
        content_type.require_supported(mime_type, name)
