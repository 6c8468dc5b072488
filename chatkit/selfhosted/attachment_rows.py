"""Attachments as rows, scoped to the visitor who owns them."""

from django.db import IntegrityError

from chatkit.models import Attachment
from chatkit.selfhosted.rows import Data, Missing


def attachment(visitor_id: str, attachment_id: str) -> Data:
    """One attachment's data. Raises Missing."""
    mine = Attachment.objects.filter(visitor_id=visitor_id, id=attachment_id)
    data: Data | None = mine.values_list("data", flat=True).first()
    if data is None:
        raise Missing(f"Attachment {attachment_id} not found")
    return data


def save_attachment(visitor_id: str, attachment_id: str, data: Data) -> None:
    """Insert or update. Raises Missing when the id is another visitor's."""
    mine = Attachment.objects.filter(visitor_id=visitor_id, id=attachment_id)
    if mine.update(data=data):
        return
    try:
        Attachment.objects.create(id=attachment_id, visitor_id=visitor_id, data=data)
    except IntegrityError as error:
        raise Missing(f"Attachment {attachment_id} not found") from error


def delete_attachment(visitor_id: str, attachment_id: str) -> None:
    """Delete the attachment, if it is there."""
    Attachment.objects.filter(visitor_id=visitor_id, id=attachment_id).delete()
