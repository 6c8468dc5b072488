"""What a file is, is read from its content; and its text, within bounds."""

import io
import logging
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document

from chatkit.selfhosted.uploads import (
    attachments,
    content_type,
    extraction,
    word_document,
)
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


TYPES = b"application/vnd.openxmlformats-officedocument.%s" % word_document.MAIN_TYPE
DOCUMENT = {word_document.CONTENT_TYPES: TYPES, word_document.DOCUMENT: b"<document/>"}
DEFLATED = {"compression": zipfile.ZIP_DEFLATED}


def bomb() -> bytes:
    """A small Word document that unpacks to 200 MB."""
    return archive({**DOCUMENT, "word/media/image.bmp": bytes(200_000_000)}, **DEFLATED)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), content_type.PDF),
        (docx(), content_type.DOCX),
        (archive(DOCUMENT), content_type.DOCX),
        (png(), content_type.PNG),
        (jpeg(), content_type.JPEG),
        (webp(), content_type.WEBP),
        ("Wir suchen eine Ingenieurin für São Paulo".encode(), content_type.TEXT),
        ("é".encode() * 100_000, content_type.TEXT),
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
        "Grüße".encode("latin-1"),
        "cut in a letter é".encode()[:-1],
        pdf()[: len(pdf()) // 2],
        b"%PDF-1.4 and nothing else",
        png()[:20],
        jpeg()[:-2],
        webp() + b"more",
        b"\x89PNG\r\n\x1a\n<script>",
        b"GIF89a" + bytes(20),
        b"PK\x03\x04",
        archive({"readme.txt": b"only a ZIP"}),
        archive({word_document.CONTENT_TYPES: TYPES}),
        archive({word_document.DOCUMENT: b"<document/>"}),
        archive(
            {**DOCUMENT, word_document.CONTENT_TYPES: b"ms-word.macroEnabled.main+xml"}
        ),
        docx()[:-30],
        docx() + b"trailing",
    ],
)
def test_anything_else_is_nothing_that_is_taken(content: bytes) -> None:
    assert content_type.detect(io.BytesIO(content)) == ""


def many_entries() -> bytes:
    return archive(
        {**DOCUMENT, **{f"{n}.xml": b"" for n in range(word_document.MAX_ENTRIES)}}
    )


def much_xml() -> bytes:
    noise = bytes(range(256)) * 40_000
    return archive({**DOCUMENT, "word/styles.xml": noise})


def large_directory() -> bytes:
    return archive({**DOCUMENT, **{f"{n:03}" * 20_000: b"" for n in range(6)}})


def encrypted() -> bytes:
    content = bytearray(archive(DOCUMENT))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def lying_about_its_count() -> bytes:
    content = bytearray(many_entries())
    end = content.rindex(b"PK\x05\x06")
    content[end + 8 : end + 12] = struct.pack("<HH", 2, 2)
    return bytes(content)


def lying_about_its_method() -> bytes:
    content = bytearray(archive(DOCUMENT))
    start = content.index(b"PK\x01\x02")
    content[start + 10 : start + 12] = struct.pack("<H", 99)
    return bytes(content)


@pytest.mark.parametrize(
    "make",
    [
        bomb,
        many_entries,
        much_xml,
        large_directory,
        encrypted,
        lying_about_its_count,
        lying_about_its_method,
    ],
)
def test_an_archive_that_would_take_much_to_unpack_is_no_document(
    make: Callable[[], bytes],
) -> None:
    content = make()
    assert not word_document.is_word_document(io.BytesIO(content))


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


def text_of(content: bytes, mime_type: str, folder: Any) -> str:
    path = folder / "upload"
    path.write_bytes(content)
    with path.open("rb") as file:
        return extraction.extract_text(file, mime_type)


@pytest.mark.parametrize(
    ("content", "mime_type", "text"),
    [
        (pdf(), content_type.PDF, "Staff engineer wanted"),
        (
            docx("Staff engineer", "Rust, SQL"),
            content_type.DOCX,
            "Staff engineer\nRust, SQL\nPlace | Lisbon",
        ),
        (
            "\ufeffGesucht: Ingenieurin\n".encode(),
            content_type.TEXT,
            "Gesucht: Ingenieurin",
        ),
        (png(), content_type.PNG, ""),
    ],
)
def test_the_text_of_a_job_description_is_read(
    content: bytes, mime_type: str, text: str, tmp_path: Any
) -> None:
    assert text_of(content, mime_type, tmp_path) == text


@pytest.mark.parametrize(
    ("content", "mime_type"),
    [
        (docx("word " * 20_000), content_type.DOCX),
        (b"word " * 20_000, content_type.TEXT),
    ],
)
def test_only_the_beginning_of_a_long_text_is_read(
    content: bytes, mime_type: str, tmp_path: Any
) -> None:
    assert 19_990 <= len(text_of(content, mime_type, tmp_path)) <= 20_000


@pytest.mark.parametrize("mime_type", [content_type.PDF, content_type.DOCX])
def test_a_document_that_cannot_be_read_has_no_text(
    mime_type: str, tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert text_of(b"%PDF-1.4 broken", mime_type, tmp_path) == ""
    assert "The text of an upload can't be read" in caplog.text


def test_a_reader_that_takes_too_long_is_stopped(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(extraction, "EXTRACTOR", slow)
    monkeypatch.setattr(extraction, "WAIT", 0.2)
    assert text_of(pdf(), content_type.PDF, tmp_path) == ""
