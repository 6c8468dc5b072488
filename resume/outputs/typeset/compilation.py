"""Have the compiler make a file, in another process."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
COMPILER = HERE / "compiler.py"
CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")
WAIT = 45  # seconds; more than it has by itself


@dataclass(frozen=True, slots=True)
class Result:
    """``content`` is empty if it failed; ``problem`` is for the owner."""

    content: bytes
    problem: str = ""


def compile_file(template: str, data: bytes) -> Result:
    file_format = "png" if template == "preview.typ" else "pdf"
    try:
        done = subprocess.run(  # noqa: S603 -- our own program
            [sys.executable, "-I", str(COMPILER), template, file_format],
            input=data,
            capture_output=True,
            env={},
            timeout=WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Result(b"", f"It took more than {WAIT} seconds.")
    except OSError as error:
        return Result(b"", f"Its process can't be started: {error.strerror}.")
    said = done.stderr.decode(errors="replace").strip().splitlines()
    last = said[-1] if said else ""
    if done.returncode or not done.stdout:
        return Result(b"", f"The compiler failed ({done.returncode}): {last}"[:500])
    return Result(done.stdout, f"No font here has: {last}" if last else "")


def to_json(content: dict[str, Any]) -> bytes:
    """Lone surrogates, which JSON can hold and UTF-8 can't, become question marks."""
    return json.dumps(_printable(content), ensure_ascii=False).encode(errors="replace")


def _printable(value: Any) -> Any:
    """Control characters have no glyph in any font."""
    match value:
        case str():
            return value.translate(CONTROLS)
        case list() | tuple():
            return [_printable(item) for item in value]
        case dict():
            return {key: _printable(item) for key, item in value.items()}
    return value


def digest(template: str, data: bytes) -> str:
    """Of everything that the file is made from."""
    return sha256(template.encode() + _sources() + data).hexdigest()


@cache
def _sources() -> bytes:
    files = (*HERE.glob("templates/*.typ"), COMPILER)
    texts = [path.read_bytes() for path in sorted(files, key=os.fspath)]
    return version("typst").encode() + b"".join(texts)
