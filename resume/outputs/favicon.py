import zlib
from struct import pack
from xml.sax.saxutils import escape

from resume.outputs.typeset.content import head
from resume.published import Version

SIDE = 32  # pixels
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">\
<rect width="64" height="64" rx="14" fill="{accent}"/>\
<text x="32" y="34" fill="#fff" font-family="system-ui, sans-serif" font-size="{size}"\
 font-weight="600" text-anchor="middle" dominant-baseline="central">{initials}</text>\
</svg>
"""


def render(version: Version) -> bytes:
    """The initials on the accent colour."""
    initials = initials_of(version.resume.name or "Résumé")
    accent = head(version)["accent"]
    size = 30 if len(initials) > 1 else 36
    return SVG.format(accent=accent, size=size, initials=escape(initials)).encode()


def as_png(version: Version) -> bytes:
    """A square in the accent colour, for browsers that ask for ``/favicon.ico``.

    https://www.w3.org/TR/png-3/#4Concepts.FormatChunks
    """
    pixel = bytes.fromhex(head(version)["accent"].removeprefix("#"))
    rows = (b"\0" + pixel * SIDE) * SIDE
    chunks = (
        (b"IHDR", pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def initials_of(name: str) -> str:
    """Of the first and the last name; of scripts without capitals one letter."""
    letters = [next(filter(str.isalpha, word), "") for word in name.split()]
    found = [letter for letter in letters if letter]
    if found and found[0].upper() != found[0].lower():
        return (found[0] + found[-1] * (len(found) > 1)).upper()
    return found[0] if found else ""
