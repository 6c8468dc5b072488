"""A ZIP file that is not trusted: its names lead nowhere, and it may grow by a thousand."""

import io
import lzma
import struct
import zipfile
import zlib
from typing import Final

from resume.document.decoder import NotJSON

MAX_BYTES = 20_000_000  # of the files that are read, unpacked
DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
)
SAID: Final = "The ZIP file is damaged. Download it again."


class Archive:
    """``names`` are paths with slashes. Raises NotJSON."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except DAMAGED:
            raise NotJSON(SAID) from None
        infos = self._archive.infolist()
        self.names = [info.filename for info in infos if not info.is_dir()]
        self._left = MAX_BYTES

    def read(self, name: str) -> bytes:
        info = self._archive.getinfo(name)
        if info.flag_bits & 1:
            raise NotJSON("It is locked by a password. Choose one without.")
        try:
            with self._archive.open(info) as file:
                content = file.read(self._left + 1)
        except DAMAGED:
            raise NotJSON(SAID) from None
        self._left -= len(content)
        if self._left < 0:
            raise NotJSON(f"Its files are larger than {MAX_BYTES // 1_000_000} MB.")
        return content
