"""Signed URLs of images, valid for a few minutes.

OpenAI's widget shows previews in a frame of another site, where our cookie is not sent.
Stored messages hold the URL they were sent with, so it is signed again when they are
read.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

LIFETIME = timedelta(minutes=15)

signer = TimestampSigner(salt="chatkit.preview")


def signed_url(site: str, attachment_id: str) -> str:
    """``site`` is ``https://host``."""
    token = signer.sign(attachment_id).rpartition(f"{attachment_id}:")[2]
    return f"{site}{_path(attachment_id)}?{urlencode({'token': token})}"


def renew(attachment: dict[str, Any]) -> dict[str, Any]:
    """The attachment's data with a new signature, if the preview is ours."""
    parts = urlsplit(attachment.get("preview_url") or "")
    if parts.path != _path(attachment["id"]):
        return attachment
    site = f"{parts.scheme}://{parts.netloc}"
    return {**attachment, "preview_url": signed_url(site, attachment["id"])}


def is_valid(attachment_id: str, token: str) -> bool:
    """Whether we signed it for this attachment less than LIFETIME ago."""
    try:
        signer.unsign(f"{attachment_id}:{token}", max_age=LIFETIME)
    except BadSignature:
        return False
    return True


def _path(attachment_id: str) -> str:
    return reverse("chatkit:attachment", args=[attachment_id])
