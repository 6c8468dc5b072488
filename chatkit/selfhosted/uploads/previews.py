"""Addresses that show an image for a few minutes to whoever holds them.

OpenAI's widget shows previews in a frame of another site, which has no cookie of ours:
a signature that expires stands in for it. Stored messages have the address they were
sent with, so it is signed anew whenever they are read.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

LIFETIME = timedelta(minutes=15)

signer = TimestampSigner(salt="chatkit.preview")


def address(site: str, attachment_id: str) -> str:
    """Where the image is shown; ``site`` is ``https://host``."""
    token = signer.sign(attachment_id).rpartition(f"{attachment_id}:")[2]
    return f"{site}{_path(attachment_id)}?{urlencode({'token': token})}"


def renewed(attachment: dict[str, Any]) -> dict[str, Any]:
    """The attachment's data with a fresh signature, where its preview is ours."""
    parts = urlsplit(attachment.get("preview_url") or "")
    if parts.path != _path(attachment["id"]):
        return attachment
    site = f"{parts.scheme}://{parts.netloc}"
    return {**attachment, "preview_url": address(site, attachment["id"])}


def renewed_item(item: dict[str, Any]) -> dict[str, Any]:
    """A stored item's data, with fresh signatures in a message that has images."""
    if not item.get("attachments"):
        return item
    return {**item, "attachments": [renewed(each) for each in item["attachments"]]}


def is_valid(attachment_id: str, token: str) -> bool:
    """Whether we signed it, for this attachment and less than LIFETIME ago."""
    try:
        signer.unsign(f"{attachment_id}:{token}", max_age=LIFETIME)
    except BadSignature:
        return False
    return True


def _path(attachment_id: str) -> str:
    return reverse("chatkit:attachment", args=[attachment_id])
