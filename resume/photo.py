"""The document's photograph, kept here: no visitor's browser asks another site for it."""

import base64
import binascii
import re
from hashlib import sha256

import requests
from django.db import transaction

from resume.models import Photo, Resume

MAX_BYTES = 2_000_000
TIMEOUT = 10  # seconds
DATA = re.compile(r"data:image/[\w.+-]+;base64,(?P<content>.+)", re.DOTALL)
#: The first bytes of the formats that every browser shows and that hold no script.
SIGNATURES = {
    re.compile(rb"\x89PNG\r\n\x1a\n"): "image/png",
    re.compile(rb"\xff\xd8\xff"): "image/jpeg",
    re.compile(rb"RIFF....WEBP", re.DOTALL): "image/webp",
    re.compile(rb"GIF8[79]a"): "image/gif",
}


#: What phones take pictures in, and few browsers show.
HEIC = re.compile(rb".{4}ftyp(?:hei[cfmsvx]|hev[cmsx]|mif1|msf1)", re.DOTALL)


class NoPhoto(Exception):
    """Why it is not shown, for the person who published the document."""


def keep(resume: Resume, *, fetch: bool = False) -> None:
    """Keep a copy of ``resume.image``, from the document or, with ``fetch``, its address.

    Raises NoPhoto. A copy that was fetched stays as long as the address does.
    """
    kept = Photo.objects.filter(resume=resume)
    source = resume.image or ""
    if not fetch and kept.filter(source=source).exists():
        return
    kept.delete()
    if source:
        content = _content(source, fetch)
        Photo.objects.create(
            resume=resume,
            source=source,
            content=content,
            content_type=content_type_of(content),
            digest=sha256(content).hexdigest()[:16],
        )


def put(resume: Resume, content: bytes) -> None:
    """Make it the document's photograph, or none if it is empty. Raises NoPhoto."""
    resume.image = None
    if content:
        encoded = base64.b64encode(content).decode()
        resume.image = f"data:{content_type_of(content)};base64,{encoded}"
    with transaction.atomic():
        resume.save(update_fields=["image"])
        keep(resume)


def _content(source: str, fetch: bool) -> bytes:
    if data := DATA.fullmatch(source.strip()):
        try:
            return base64.b64decode(data["content"], validate=True)
        except binascii.Error:
            raise NoPhoto("its data is not base64") from None
    if not source.startswith(("http://", "https://")):
        raise NoPhoto("it is neither an address nor data:image/…;base64,…")
    if not fetch:
        raise NoPhoto("it is on another site; --fetch-photo keeps a copy here")
    try:
        with requests.get(source, timeout=TIMEOUT, stream=True) as response:
            response.raise_for_status()
            return response.raw.read(MAX_BYTES + 1, decode_content=True) or b""
    except (requests.RequestException, OSError) as error:
        raise NoPhoto(f"it can't be fetched ({type(error).__name__})") from None


def content_type_of(content: bytes) -> str:
    """Raises NoPhoto for what is too large, or not a picture that every browser shows."""
    if HEIC.match(content):
        raise NoPhoto("it is HEIC, which few browsers show; save it as JPEG")
    if len(content) > MAX_BYTES:
        raise NoPhoto(f"it is larger than {MAX_BYTES // 1_000_000} MB")
    for signature, content_type in SIGNATURES.items():
        if signature.match(content):
            return content_type
    raise NoPhoto("it is not PNG, JPEG, WebP or GIF")
