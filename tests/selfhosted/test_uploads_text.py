"""The text of an uploaded file, within bounds."""

import io
import logging
import os
import time
from threading import BoundedSemaphore
from typing import Any

import pytest

from chatkit.api.errors import Overloaded
from chatkit.selfhosted.uploads import attachments, content_type, extraction
from chatkit.selfhosted.uploads.errors import FileNotSupported
from tests.selfhosted.test_uploads_content import (
    ENCODINGS,
    OTHER_ZIPS,
    TEXT,
    controlled_docx,
    docx,
    online_docx,
    pdf,
    png,
)


def text_of(content: bytes, mime_type: str, folder: Any) -> str:
    path = folder / "upload"
    path.write_bytes(content)
    with path.open("rb") as file:
        return extraction.extract_text(file, mime_type)


@pytest.mark.parametrize(
    ("content", "mime_type", "text"),
    [
        (pdf(), content_type.PDF, "Staff engineer wanted"),
        *(
            (
                content,
                content_type.DOCX,
                "Staff engineer\nRust, SQL\nPlace | Lisbon",
            )
            for content in (
                docx("Staff engineer", "Rust, SQL"),
                online_docx(),
                controlled_docx(),
            )
        ),
        *((TEXT.encode(each), content_type.TEXT, TEXT.strip()) for each in ENCODINGS),
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


def test_a_document_that_cannot_be_read_has_no_text(
    tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert text_of(b"%PDF-1.4 broken", content_type.PDF, tmp_path) == ""
    assert "The text of an upload can't be read" in caplog.text


@pytest.mark.parametrize("kind", OTHER_ZIPS)
def test_a_zip_that_is_no_word_document_or_unpacks_to_much_is_refused(
    kind: str, tmp_path: Any
) -> None:
    content = OTHER_ZIPS[kind]()
    assert content_type.detect(io.BytesIO(content)) == content_type.DOCX
    with pytest.raises(FileNotSupported):
        text_of(content, content_type.DOCX, tmp_path)


def test_reading_gives_way_to_answering(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    nice = tmp_path / "nice.py"
    source = extraction.EXTRACTOR.read_text().partition("if __name__")[0]
    nice.write_text(f"{source}\nmain()\nprint(os.nice(0))\n")
    monkeypatch.setattr(extraction, "EXTRACTOR", nice)
    read = text_of(pdf(), content_type.PDF, tmp_path)
    assert int(read.removeprefix("Staff engineer wanted")) >= os.nice(0) + 10


def test_only_so_many_files_are_read_at_a_time(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "WAIT", 0.1)
    monkeypatch.setattr(extraction, "_slots", BoundedSemaphore(1))
    with extraction._slots, pytest.raises(Overloaded) as refused:
        text_of(pdf(), content_type.PDF, tmp_path)
    assert refused.value.retry_after
    monkeypatch.undo()
    assert text_of(pdf(), content_type.PDF, tmp_path) == "Staff engineer wanted"


def test_a_reader_that_takes_too_long_is_stopped(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(extraction, "EXTRACTOR", slow)
    monkeypatch.setattr(extraction, "WAIT", 0.2)
    assert text_of(pdf(), content_type.PDF, tmp_path) == ""


@pytest.mark.parametrize(
    "part",
    [
        *(b"(", b'"', b" ", b"a", b"9", b"\xff", b"\0a", b"a\0"),
        *("İ".encode(), "🙂".encode(), "\u202e".encode(), "ﷺ".encode("utf-16-le")),
    ],
)
def test_examining_a_file_takes_time_in_proportion_to_its_length(part: bytes) -> None:
    def seconds(size: int) -> float:
        file = io.BytesIO(part * (size // len(part)))
        began = time.process_time()
        extraction.extract_text(file, content_type.detect(file))
        return time.process_time() - began

    seconds(1000)
    assert seconds(4_000_000) < 5 * seconds(1_000_000) + 0.1


def test_a_name_takes_time_in_proportion_to_its_length() -> None:
    for part in ("a", "/", " ", ".", "İ", "🙂", "\u202e"):
        began = time.process_time()
        attachments.clean_name(part * 60_000)
        assert time.process_time() - began < 0.1
