"""An output's bytes, with their compressed forms and strong ETags."""

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

import brotli  # type: ignore[import-untyped]

#: The content codings, best first.
CODINGS = ("br", "gzip")
TEXT = re.compile(r"text/|image/svg|application/([\w.-]+\+)?(json|xml)")
#: Bytes up to which the best compression takes less than half a second.
SMALL = 256 * 1024


@dataclass(frozen=True, slots=True)
class Representation:
    """``bodies`` by content coding; "" is none."""

    content_type: str
    bodies: Mapping[str, bytes]
    digest: str

    def coding(self, accept_encoding: str) -> str:
        accepted = set(_accepted(accept_encoding))
        return next((c for c in CODINGS if c in accepted and c in self.bodies), "")

    def etag(self, coding: str) -> str:
        return f'"{self.digest}-{coding}"' if coding else f'"{self.digest}"'


def represent(content: bytes, content_type: str) -> Representation:
    bodies = {"": content}
    if TEXT.match(content_type):
        quality = 11 if len(content) <= SMALL else 5
        compressed = {
            "br": brotli.compress(content, quality=quality),
            "gzip": gzip.compress(content, mtime=0),
        }
        bodies |= {
            c: body for c, body in compressed.items() if len(body) < len(content)
        }
    return Representation(content_type, bodies, sha256(content).hexdigest()[:24])


def _accepted(accept_encoding: str) -> Iterator[str]:
    for item in accept_encoding.lower().split(","):
        name, _, parameter = item.partition(";")
        if not re.fullmatch(r"\s*q=0(\.0*)?\s*", parameter):
            yield name.strip()
