"""A program that sets JSON by a Typst template: a PDF, or the first page as a picture.

    python -I compiler.py resume.typ pdf < content.json > resume.pdf

Run by ``resume.outputs.typeset.compilation`` without an environment and for a short
time: the compiler's memory ends with it. What the owner should know is its last line of
standard error.
"""

import json
import os
import re
import resource
import sys
from base64 import b64decode
from pathlib import Path
from typing import Any

import typst

MAX_SECONDS = 40
MAX_MEMORY = 2 * 1024**3  # 10,000 highlights take 450 MB, and more is reserved
NICENESS = 10  # visitors come first
HERE = Path(__file__).parent
#: What Typst says of a character for which there is no font.
NO_FONT = re.compile(r'the text `"(.+?)"` could not be displayed')
NAMED = 12


def main(template: str, file_format: str) -> None:
    bound()
    content = json.load(sys.stdin.buffer)
    content["photo"] = list(b64decode(content.get("photo", "")))
    compiler = typst.Compiler(
        str(HERE / "templates" / template),
        font_paths=[str(HERE / "fonts")],
        sys_inputs={"data": json.dumps(content)},
    )
    if file_format == "png":
        pages = compiler.compile(format="png", ppi=72)
        made = pages[0] if isinstance(pages, list) else pages
    else:
        made = accessible(compiler)
    sys.stdout.buffer.write(made or b"")


def accessible(compiler: typst.Compiler) -> Any:
    """By PDF/UA, unless a character has no font: a box stands for it then."""
    try:
        return compiler.compile(format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        missing = dict.fromkeys(NO_FONT.findall(error.diagnostic))
        if not missing:
            raise
        sys.stderr.write(" ".join(list(missing)[:NAMED]))
    return compiler.compile(format="pdf")


def bound() -> None:
    os.nice(NICENESS)
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


if __name__ == "__main__":
    main(*sys.argv[1:])
