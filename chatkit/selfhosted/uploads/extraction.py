"""The text of an uploaded file, such as a job description: bounded, and never a failure.

Parsers of strangers' documents run in a process of their own, two at a time.
"""

import logging
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from chatkit.selfhosted.uploads.content_type import DOCX, PDF, TEXT
from chatkit.selfhosted.uploads.extractor import MAX_CHARACTERS, MAX_SECONDS

logger = logging.getLogger(__name__)

READER = Path(__file__).with_name("extractor.py")
WAIT = MAX_SECONDS + 3  # seconds, with those to start in

_readers = BoundedSemaphore(2)


def text_of(file: IO[bytes], mime_type: str) -> str:
    """The beginning of its text; empty for images and what can't be read."""
    file.seek(0)
    if mime_type == TEXT:
        start = file.read(MAX_CHARACTERS * 4).decode("utf-8-sig", "ignore")
        return start[:MAX_CHARACTERS].strip()
    if mime_type not in (PDF, DOCX) or not _readers.acquire(timeout=WAIT):
        return ""
    try:
        return _read(file, mime_type)
    finally:
        _readers.release()


def _read(file: IO[bytes], mime_type: str) -> str:
    try:
        result = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-I", str(READER), mime_type],
            stdin=file,
            capture_output=True,
            env={},
            timeout=WAIT,
            check=True,
        )
    except subprocess.SubprocessError as error:
        logger.warning("An upload's text can't be read: %s", type(error).__name__)
        return ""
    return result.stdout.decode()
