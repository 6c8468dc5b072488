"""The text of an uploaded file, such as a job description; "" if it can't be read.

Documents are parsed in separate processes, at most two at a time.
"""

import codecs
import logging
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO

from chatkit.api.errors import Overloaded
from chatkit.selfhosted.uploads import text_encoding
from chatkit.selfhosted.uploads.content_type import DOCX, PDF, TEXT
from chatkit.selfhosted.uploads.errors import FileNotSupported
from chatkit.selfhosted.uploads.extractor import (
    MAX_CHARACTERS,
    MAX_SECONDS,
    NOT_WORD,
)

logger = logging.getLogger(__name__)

EXTRACTOR = Path(__file__).with_name("extractor.py")
WAIT = MAX_SECONDS + 15  # seconds; on a busy machine it gets few of them

_slots = BoundedSemaphore(2)


def extract_text(file: IO[bytes], mime_type: str) -> str:
    """The beginning of its text; "" for images. Raises Overloaded, or FileNotSupported
    for a ZIP that is no Word document.
    """
    if mime_type == TEXT:
        return _decode(file)
    if mime_type not in (PDF, DOCX):
        return ""
    if not _slots.acquire(timeout=WAIT):
        raise Overloaded("Too many files are being read.", retry_after=WAIT)
    file.seek(0)
    try:
        result = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-I", str(EXTRACTOR), mime_type],
            stdin=file,
            capture_output=True,
            env={},
            timeout=WAIT,
            check=True,
        )
    except subprocess.SubprocessError as error:
        if getattr(error, "returncode", 0) == NOT_WORD:
            raise FileNotSupported("It is no Word document.") from error
        logger.warning("The text of an upload can't be read: %s", type(error).__name__)
        return ""
    finally:
        _slots.release()
    return result.stdout.decode()


def _decode(file: IO[bytes]) -> str:
    decoder = codecs.getincrementaldecoder(text_encoding.detect(file) or "utf-8")
    file.seek(0)
    text = decoder("ignore").decode(file.read(MAX_CHARACTERS * 4))
    return text[:MAX_CHARACTERS].strip()
